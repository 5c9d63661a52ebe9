import { de } from './french.ts'
import type { Messages } from './messages.ts'

export const fr: Messages = {
  form: {
    email: 'Adresse e-mail',
    name: 'Nom',
    optional: 'facultatif',
    topics: 'Quels sujets vous intéressent ? Choisissez-en un ou plusieurs.',
    submit: 'S’inscrire',
    sending: 'Envoi en cours…',
    privacyPolicy: 'Politique de confidentialité',
    honeypot: 'Laissez ce champ vide',
    problem: 'Veuillez corriger les points suivants',
  },
  invalid: {
    email: 'Saisissez une adresse e-mail valide, par exemple nom@example.org',
    undeliverable:
      'Nous ne pouvons pas écrire aux adresses qui comportent, avant le @, d’autres lettres que a–z. Saisissez une autre adresse',
    consent:
      'Cochez la case si vous souhaitez recevoir nos e-mails. Sans votre accord, nous ne pouvons pas vous écrire',
    name: 'Le nom doit comporter 60 caractères au plus, sans adresse web ni phrase',
    topics: 'Choisissez au moins un sujet de la liste',
    form: 'Ce formulaire n’existe pas',
    value: 'Cette valeur n’est pas valide',
  },
  thanks: {
    title: 'C’est presque fait : consultez vos e-mails',
    text: 'Nous vous avons envoyé un e-mail. Ouvrez-le et appuyez sur le bouton pour confirmer. Sans cela, nous ne vous enverrons rien d’autre.',
    spam: 'Rien après quelques minutes ? Vérifiez vos courriers indésirables, ou inscrivez-vous de nouveau.',
    back: (organisation) => `Retour au site ${de(organisation)}`,
    softOptIn: {
      title: 'Merci',
      text: 'Chacun de nos e-mails comporte un lien qui vous permet de vous désinscrire à tout moment.',
    },
  },
  confirm: {
    ask: {
      title: 'Confirmez votre inscription',
      text: 'Appuyez sur le bouton pour confirmer que vous souhaitez recevoir ces e-mails.',
      topics: 'Les sujets que vous recevrez',
      agreed: 'Ce que vous acceptez',
      press: 'Oui, je confirme',
    },
    done: {
      title: 'Merci, votre inscription est confirmée',
      text: 'Nous vous avons envoyé un e-mail de bienvenue. Il contient un lien pour vous désinscrire à tout moment.',
    },
    already: {
      title: 'Votre inscription est déjà confirmée',
      text: 'Vous n’avez rien d’autre à faire.',
    },
    expired: {
      title: 'Ce lien a expiré',
      text: 'Pour votre sécurité, ces liens ne fonctionnent que peu de temps. Nous pouvons vous en envoyer un nouveau.',
      press: 'Envoyez-moi un nouveau lien',
    },
    resent: { title: 'Consultez vos e-mails', text: 'Nous vous envoyons un nouveau lien.' },
    gone: {
      title: 'Ce lien ne fonctionne plus',
      text: 'Il est trop ancien, ou vous avez annulé votre inscription depuis. Vous pouvez vous inscrire de nouveau.',
      signUp: 'S’inscrire de nouveau',
    },
    changed: 'Vous avez renvoyé le formulaire depuis l’ouverture de cette page. Voici vos derniers choix.',
    addressChange: {
      ask: {
        title: 'Recevoir vos e-mails à cette adresse ?',
        text: 'Vous, ou une personne qui nous a donné cette adresse, avez demandé à recevoir ici les e-mails envoyés jusqu’à présent à une autre adresse. Appuyez sur le bouton pour les recevoir ici.',
        press: 'Oui, utiliser cette adresse',
      },
      done: {
        title: 'Votre adresse a été changée',
        text: 'Désormais, vos e-mails arriveront à cette adresse et non plus à l’ancienne.',
      },
      stopped: {
        title: 'Ce changement d’adresse a été arrêté',
        text: 'Il a été arrêté depuis l’ancienne adresse, ou un nouveau changement a été demandé ensuite. Si vous avez fait une nouvelle demande, utilisez le lien du dernier e-mail. Rien n’a été modifié.',
      },
      nothing: {
        title: 'Il n’y a rien à changer',
        text: 'Nous n’envoyons plus d’e-mails à l’autre adresse : rien n’a donc été modifié. Vous pouvez vous inscrire avec celle-ci.',
      },
      soon: {
        title: 'Veuillez patienter quelques minutes',
        text: 'Nous prévenons d’abord l’autre adresse du changement, et cet e-mail est encore en route. Réessayez dans quelques minutes.',
        press: 'Réessayer',
      },
    },
  },
  unsubscribe: {
    ask: {
      title: 'Vous désinscrire de nos e-mails ?',
      text: 'Appuyez sur le bouton et nous ne vous écrirons plus.',
      press: 'Me désinscrire',
    },
    done: {
      title: 'Vous n’êtes pas sur notre liste',
      text: 'Nous ne vous écrirons plus. Vous n’avez rien d’autre à faire.',
      mistake: 'Vous vous êtes désinscrit par erreur ?',
      signUp: 'S’inscrire de nouveau',
    },
    cancel: {
      title: 'Refuser les nouveaux sujets ?',
      text: 'Nous vous avons demandé de confirmer d’autres sujets. Appuyez sur le bouton pour annuler cette demande. Vous continuerez de recevoir les mêmes e-mails qu’aujourd’hui.',
      press: 'Non, ne pas ajouter ces sujets',
    },
    cancelled: {
      title: 'Cette demande est annulée',
      text: 'Rien n’a été ajouté. Vous continuerez de recevoir les mêmes e-mails qu’aujourd’hui.',
    },
    everything: { title: 'Vous désinscrire de tout ?', press: 'Me désinscrire de tout' },
    back: 'Annuler et garder mes e-mails',
    fewer: { title: 'Garder une partie de nos e-mails ?', press: 'Garder seulement les sujets cochés' },
    pause: {
      title: 'Faire plutôt une pause ?',
      text: 'Nous ne vous écrirons pas jusqu’à la date choisie. Ensuite, vos e-mails reprendront.',
      press: (until) => `Faire une pause jusqu’au ${until}`,
    },
    why: {
      title: 'Pourquoi vous êtes-vous désinscrit ? (facultatif)',
      reasons: {
        'too-many': 'Trop d’e-mails',
        'not-relevant': 'Ce n’est pas ce que j’attendais',
        'never-asked': 'Je ne les ai jamais demandés',
        'no-longer-supporting': 'Je ne soutiens plus cette action',
      },
      thanks: 'Merci de nous l’avoir dit.',
    },
    returned: {
      title: 'Vous êtes de nouveau sur notre liste',
      text: 'Vous recevrez des e-mails sur ces sujets :',
    },
    tooLate: {
      title: 'Il est trop tard pour annuler',
      text: 'Vous pouvez annuler pendant une heure après votre désinscription. Vous pouvez vous inscrire de nouveau.',
    },
    addressChange: {
      ask: {
        title: 'Arrêter le changement d’adresse ?',
        text: 'Appuyez sur le bouton et vos e-mails continueront d’arriver à cette adresse. Le lien que nous avons envoyé à l’autre adresse ne fonctionnera plus.',
        press: 'Arrêter le changement',
      },
      stopped: {
        title: 'Le changement d’adresse a été arrêté',
        text: 'Vos e-mails continueront d’arriver à cette adresse.',
      },
      refuse: {
        title: 'Refuser ce changement d’adresse ?',
        text: 'Une personne a demandé à recevoir ses e-mails à cette adresse. Appuyez sur le bouton pour refuser. Vous continuerez de recevoir vos propres e-mails.',
        press: 'Non, je refuse',
      },
      addressChanged: {
        title: 'Vos e-mails arrivent maintenant à une autre adresse',
        text: 'Le changement a été confirmé avec le lien que nous y avons envoyé. Pour voir ce que nous conservons sur vous ou choisir ce que vous recevez, utilisez les liens des e-mails qui y arrivent.',
        notYou: (mailbox) => `Ce n’était pas vous ? Dites-le-nous : ${mailbox}.`,
      },
    },
  },
  preferences: {
    title: 'Vos préférences',
    topics: 'Quels sujets vous intéressent ?',
    language: 'Dans quelle langue ?',
    pause: {
      title: 'Faire une pause ?',
      none: 'Pas de pause',
      choices: {
        P1M: (until) => `Pendant un mois, jusqu’au ${until}`,
        P3M: (until) => `Pendant trois mois, jusqu’au ${until}`,
      },
      keep: (until) => `Garder la pause actuelle, jusqu’au ${until}`,
      invalid: 'Choisissez une des pauses proposées',
    },
    agree: 'Si vous cochez un sujet que vous ne recevez pas encore, vous acceptez ce qui suit :',
    save: 'Enregistrer',
    held: {
      title: 'Ce que nous conservons sur vous',
      text: 'Nous conservons votre adresse, votre nom si vous l’avez donné, les choix ci-dessus et la preuve de ce que vous avez accepté.',
      address: 'Adresse',
      since: 'Sur notre liste depuis le',
      basis: 'Pourquoi nous pouvons vous écrire',
      bases: {
        consent: 'Vous l’avez accepté',
        charity_soft_opt_in: 'Vous nous avez soutenus ou contactés, sans refuser nos e-mails',
      },
      receipt: 'Voir ou imprimer ce que vous avez accepté',
      myData: 'Voir, corriger ou effacer tout ce que nous conservons sur vous',
    },
    saved: 'Vos préférences sont enregistrées',
    unchanged: { title: 'Rien à enregistrer', text: 'Vous n’avez rien modifié.' },
    changes: {
      added: (topics) => `Vous recevrez désormais aussi : ${topics}.`,
      removed: (topics) => `Vous ne recevrez plus : ${topics}.`,
      name: (name) => `Nous vous appellerons ${name}.`,
      noName: 'Nous ne conservons plus votre nom.',
      language: (language) => `Nous vous écrirons dans cette langue : ${language}.`,
      paused: (until) => `Nous ne vous écrirons pas jusqu’au ${until}. Ensuite, vos e-mails reprendront.`,
      resumed: 'Vos e-mails ne sont plus en pause.',
    },
    undo: {
      title: 'Ce n’est pas ce que vous vouliez ?',
      press: 'Annuler ces changements',
      agree: 'Si vous annulez, vous recevrez de nouveau ces sujets et vous acceptez ce qui suit :',
    },
    back: 'Retour à vos préférences',
    pending: {
      title: 'Confirmez d’abord votre inscription',
      text: 'Appuyez sur le bouton de l’e-mail qui vous demande de confirmer. Vous pourrez ensuite choisir ici ce que vous recevez.',
    },
  },
  myData: {
    ask: {
      title: 'Voir ce que nous conservons sur vous',
      text: 'Saisissez votre adresse e-mail. Si nous conservons quelque chose à son sujet, nous vous enverrons des liens pour voir, corriger ou effacer vos données, et pour choisir ce que vous recevez.',
      press: 'Envoyez-moi mes liens',
    },
    sent: {
      title: 'Consultez vos e-mails',
      text: 'Si nous conservons quelque chose sur cette adresse, nous lui envoyons un e-mail avec vos liens.',
      nothing:
        'Rien après quelques minutes ? Vérifiez vos courriers indésirables. Nous n’envoyons que quelques e-mails par jour à une même adresse : celui-ci peut donc arriver plus tard. Nous n’en envoyons aucun à une adresse que nous ne conservons pas.',
    },
    title: 'Ce que nous conservons sur vous',
    text: (organisation) =>
      `Voici ce que ${organisation} conserve sur l’adresse à laquelle ce lien a été envoyé. Gardez ce lien pour vous. Il ne fonctionne que peu de temps.`,
    withheld:
      'Cette adresse a aussi été saisie dans des formulaires qui n’ont jamais été confirmés par un lien reçu dans sa boîte. Nous n’en montrons pas la provenance, car une autre personne les a peut-être envoyés.',
    downloads: {
      title: 'Télécharger vos données',
      json: 'Tout, pour un autre programme (JSON)',
      record: 'Votre fiche, pour un tableur (CSV)',
      history: 'Ce qui s’est passé, pour un tableur (CSV)',
      evidence: 'Les preuves, pour un tableur (CSV)',
    },
    correct: {
      title: 'Corriger votre nom',
      text: 'Si vous ne voulez pas que nous conservions de nom, laissez ce champ vide.',
      press: 'Corriger mon nom',
      done: 'Votre nom a été corrigé.',
    },
    addressChange: {
      title: 'Changer d’adresse',
      text: 'Nous enverrons un lien à votre nouvelle adresse et un avis à votre adresse actuelle. Rien ne change tant que vous n’avez pas confirmé avec ce lien.',
      email: 'Nouvelle adresse e-mail',
      press: 'Envoyer le lien',
      same: 'Nous utilisons déjà cette adresse. Saisissez-en une autre',
      asked: {
        title: 'Consultez vos e-mails à la nouvelle adresse',
        text: 'Nous avons envoyé un e-mail à la nouvelle adresse. Rien ne change tant que vous n’avez pas confirmé avec le lien qu’il contient. Nous envoyons aussi à votre adresse actuelle un avis, avec un lien pour arrêter le changement.',
        nothing:
          'Rien après quelques minutes ? Vérifiez les courriers indésirables. Nous n’envoyons que quelques e-mails de ce type par jour à une même adresse.',
      },
      nothing: {
        title: 'Il n’y a rien à changer',
        text: 'Nous n’envoyons pas d’e-mails à cette adresse en ce moment : rien n’a donc été modifié. Vous pouvez vous inscrire avec la nouvelle.',
      },
      enough: {
        title: 'Veuillez réessayer demain',
        text: 'Avant de changer votre adresse, nous envoyons un avis à votre adresse actuelle. Nous lui avons déjà envoyé aujourd’hui le nombre maximal d’e-mails par jour. Rien n’a été modifié.',
      },
    },
    object: {
      title: 'Vous opposer à nos e-mails',
      text: 'Si vous vous y opposez, nous ne vous écrirons plus jamais au sujet de notre travail, même si quelqu’un saisit votre adresse dans un formulaire. Nous ne recommencerons que si vous confirmez vous-même que vous souhaitez nos e-mails.',
      press: 'Je m’oppose à vos e-mails',
      done: {
        title: 'Nous ne vous écrirons plus au sujet de notre travail',
        text: 'Nous avons enregistré votre opposition. Nous gardons ce qu’il faut pour la respecter.',
      },
    },
    erase: {
      title: 'Tout effacer',
      text: 'Avant d’effacer quoi que ce soit, nous vous montrons ce qui disparaîtra et ce qui doit rester.',
      go: 'Voir ce qui sera effacé',
      ask: {
        title: 'Effacer tout ce que nous conservons sur vous ?',
        text: 'Vous ne pourrez pas annuler. Voici ce qui se passe dès que vous appuyez sur le bouton.',
        press: 'Oui, effacez mes données',
      },
      back: 'Non, revenir en arrière',
      done: {
        title: 'Vos données ont été effacées',
        text: 'Nous vous envoyons un dernier e-mail pour le confirmer, si votre messagerie l’accepte.',
      },
    },
    expired: {
      title: 'Ce lien a expiré',
      text: 'Pour votre sécurité, il ne fonctionne que peu de temps. Nous pouvons vous en envoyer un nouveau.',
      again: 'Demander un nouveau lien',
    },
    nothing: {
      title: 'Nous ne conservons rien sur vous',
      text: 'Nous n’avons plus ni adresse, ni nom, ni choix de votre part.',
    },
  },
  export: {
    ask: {
      title: 'Télécharger une copie de vos données',
      text: 'Appuyez sur le bouton pour télécharger un fichier zip. Il contient une page à lire, des tableaux pour un tableur, et toutes les données dans un format destiné à d’autres programmes. Gardez-le dans un endroit où personne d’autre ne peut le lire.',
      press: 'Télécharger mes données',
    },
    gone: {
      title: 'Ce lien a expiré',
      text: 'Pour votre sécurité, il ne fonctionne que quelques jours. Demandez une nouvelle copie et nous vous enverrons un nouveau lien par e-mail.',
    },
  },
  receipt: {
    consent: {
      title: 'Reçu de votre consentement',
      text: (organisation) =>
        `Voici ce que vous avez accepté auprès ${de(organisation)}, tel que nous l’avons enregistré à ce moment-là. Vous pouvez imprimer ce reçu, le garder ou le montrer à qui vous voulez.`,
    },
    softOptIn: {
      title: 'Pourquoi nous vous écrivons',
      text: (organisation) =>
        `Vous avez donné votre adresse à ${organisation} en soutenant son action, sans refuser les e-mails à ce sujet. En voici l’enregistrement.`,
    },
    none: {
      title: 'Il n’y a pas de reçu ici',
      text: 'Rien n’a été accepté avec cette adresse, ou l’enregistrement a été effacé depuis. Si vous avez gardé un reçu, il peut toujours être vérifié.',
    },
    agreed: 'Ce que vous avez accepté',
    topics: 'Sujets',
    told: 'Ce que nous vous avons dit sur vos données',
    controller: 'Qui est responsable',
    officer: 'Responsable de la protection des données',
    happened: 'Ce qui s’est passé, et quand',
    events: {
      'sign-up-requested': 'Vous avez demandé nos e-mails',
      confirmed: 'Vous avez confirmé',
      'soft-opted-in': 'Vous nous avez donné votre adresse sans refuser nos e-mails',
      withdrawn: 'Vous vous êtes désinscrit',
      bounced: 'Votre messagerie a refusé nos e-mails : nous avons cessé',
      complained: 'Vous avez signalé nos e-mails comme indésirables : nous avons cessé',
      'preferences-changed': 'Vous avez modifié vos préférences',
      'withdrawal-undone': 'Vous avez annulé et gardé nos e-mails',
      objected: 'Vous vous êtes opposé à nos e-mails : nous avons cessé',
      'address-changed-from': 'Vous avez remplacé une autre adresse par celle-ci',
      'address-changed-to': 'Vous êtes passé à une autre adresse',
    },
    how: 'Comment cela s’est passé',
    method: {
      preferences: 'Sur la page des préférences, ouverte par un lien reçu par e-mail',
      doubleOptIn: (form, place) =>
        `Avec le formulaire « ${form} »${place ? ` sur ${place}` : ''}, puis confirmé avec le lien reçu par e-mail`,
      softOptIn: (form, place) =>
        `Avec le formulaire « ${form} »${place ? ` sur ${place}` : ''}, qui comportait une case pour refuser`,
    },
    withdraw: 'Si vous changez d’avis',
    leave: (mailbox) =>
      `Vous pouvez vous désinscrire à tout moment avec le lien à la fin de chacun de nos e-mails, ou en écrivant à ${mailbox}.`,
    kept: 'Jusqu’à ce que la personne demande l’effacement. Après sa désinscription, seulement ce qu’il faut pour la prouver et ne plus lui écrire.',
    proof: 'Preuve',
    proves:
      'Chacun de ces nombres est calculé à partir de ce qu’il représente. Si quelqu’un l’avait modifié depuis, le nombre serait différent.',
    wording: (id, version) => `Ce que vous avez accepté : texte « ${id} », version ${version}`,
    notice: (version) => `Ce que nous vous avons dit : version ${version}`,
    number: 'Numéro de ce reçu',
    head: 'Dernière entrée de votre dossier',
    inclusion: 'Votre accord dans le registre',
    sealed: (number, when) => `Inclus dans le sceau ${number} du ${when}`,
    notSealed: 'Pas encore scellé. Nous scellons les nouvelles entrées une fois par jour.',
    root: 'Racine du sceau',
    keep: 'Garder une copie',
    download: 'Télécharger ce reçu avec tout ce qu’il faut pour le vérifier (JSON)',
    downloadRecord: 'Télécharger seulement l’enregistrement du consentement (JSON-LD)',
  },
  problem: {
    forbidden: {
      title: 'Votre rôle ne le permet pas',
      text: 'Si vous avez besoin d’un accès, adressez-vous à la personne qui gère les comptes des responsables.',
    },
    notFound: { title: 'Page introuvable', text: 'Il n’y a rien à cette adresse.' },
    conflict: {
      title: 'Cela a changé depuis votre lecture',
      text: 'Une autre personne a fait une modification. Relisez, puis décidez. Rien de ce que vous avez envoyé n’a été enregistré.',
    },
    link: {
      title: 'Ce lien n’est pas complet',
      text: 'Une partie s’est peut-être perdue. Ouvrez-le de nouveau depuis l’e-mail, ou copiez-le en entier.',
    },
    malformed: {
      title: 'Nous n’avons pas pu lire votre demande',
      text: 'Son format n’est pas correct. Rien n’a été modifié.',
    },
    tooLarge: {
      title: 'Votre formulaire est trop volumineux',
      text: 'Un formulaire peut contenir 16 Ko au plus. Rien n’a été modifié.',
    },
    contentType: {
      title: 'Nous n’avons pas pu lire votre demande',
      text: 'Envoyez application/json ou application/x-www-form-urlencoded. Rien n’a été modifié.',
    },
    invalid: {
      title: 'Veuillez vérifier le formulaire',
      text: 'Certains champs doivent être corrigés. Rien n’a été modifié.',
    },
    tooMany: {
      title: 'Trop de demandes depuis votre réseau',
      text: 'Réessayez dans une heure. Ce que vous avez saisi est toujours là.',
    },
    origin: {
      title: 'Ce site ne peut pas utiliser ce formulaire',
      text: 'Le formulaire a été envoyé depuis un site qui ne figure pas dans ses réglages.',
    },
    unavailable: {
      title: 'Réessayez dans un instant',
      text: 'Nous sommes très sollicités. Rien n’est perdu. Veuillez renvoyer votre demande dans un moment.',
    },
    expired: { title: 'Ce lien a expiré', text: 'Ouvrez-le dans un navigateur pour en demander un nouveau.' },
  },
}
