import { inDaysOrHours } from './duration.ts'
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
    mend: 'Veuillez vérifier les points suivants',
  },
  invalid: {
    email: 'Saisissez une adresse e-mail de la forme nom@example.org',
    undeliverable:
      'Nous ne pouvons pas écrire aux adresses comportant, avant le @, d’autres lettres que a–z. Utilisez-en une autre',
    consent: 'Cochez la case si vous souhaitez nous lire ; sans cela, nous ne pouvons pas vous écrire',
    name: 'Utilisez au plus 100 caractères, sans retour à la ligne',
    topics: 'Choisissez au moins un des sujets proposés',
    form: 'Ce formulaire n’existe pas',
    value: 'Cette valeur ne peut pas être utilisée',
  },
  thanks: {
    title: 'C’est presque fait : consultez vos e-mails',
    text: 'Nous vous avons envoyé un message. Ouvrez-le et appuyez sur le bouton pour confirmer ; sans cela, vous ne recevrez rien d’autre.',
    spam: 'Rien après quelques minutes ? Regardez dans vos courriers indésirables, ou inscrivez-vous de nouveau.',
    back: (organisation) => `Retour à ${organisation}`,
    softOptIn: {
      title: 'Merci',
      text: 'Chaque e-mail que nous envoyons comporte un lien pour se désinscrire, à tout moment.',
    },
  },
  confirm: {
    ask: {
      title: 'Confirmez votre inscription',
      text: 'Appuyez sur le bouton pour confirmer que vous souhaitez recevoir ces e-mails.',
      topics: 'Vous recevrez',
      agreed: 'Vous acceptez ceci',
      press: 'Oui, je confirme',
    },
    done: {
      title: 'Merci, votre inscription est confirmée',
      text: 'Nous vous avons envoyé un message de bienvenue, avec un lien pour vous désinscrire à tout moment.',
    },
    already: {
      title: 'Vous êtes déjà inscrit',
      text: 'Votre inscription a déjà été confirmée. Il ne reste rien à faire.',
    },
    expired: {
      title: 'Ce lien a expiré',
      text: 'Pour votre sécurité, ces liens ne fonctionnent que peu de temps. Nous pouvons vous en envoyer un nouveau.',
      press: 'Envoyez-moi un nouveau lien',
    },
    resent: { title: 'Consultez vos e-mails', text: 'Un nouveau lien est en route.' },
    gone: {
      title: 'Ce lien ne fonctionne plus',
      text: 'Il est trop ancien, ou vous vous êtes désinscrit depuis. Vous pouvez vous inscrire de nouveau.',
      signUp: 'S’inscrire de nouveau',
    },
    changed: 'Vous avez renvoyé le formulaire depuis l’ouverture de cette page. Voici votre dernier choix.',
    move: {
      ask: {
        title: 'Recevoir vos e-mails à cette adresse ?',
        text: 'Quelqu’un, vous nous l’espérons, a demandé à recevoir ici les e-mails qui arrivent aujourd’hui à une autre adresse. Appuyez sur le bouton, et c’est ici qu’ils arriveront.',
        press: 'Oui, utiliser cette adresse',
      },
      done: {
        title: 'Votre adresse est changée',
        text: 'Désormais, vos e-mails arrivent à cette adresse, et plus à l’ancienne.',
      },
      stopped: {
        title: 'Ce changement a été abandonné',
        text: 'Il a été arrêté depuis l’adresse qui devait être quittée, ou demandé de nouveau depuis : dans ce cas, seul le lien du dernier message compte. Rien n’a été changé cette fois-ci.',
      },
      nothing: {
        title: 'Il n’y a plus rien à transférer',
        text: 'Aucun e-mail ne va plus à l’autre adresse : rien n’a donc été changé. Vous pouvez vous inscrire avec celle-ci.',
      },
      soon: {
        title: 'Un instant, s’il vous plaît',
        text: 'Nous prévenons d’abord l’autre adresse du changement, et ce message est encore en route. Réessayez dans quelques minutes.',
        press: 'Réessayer',
      },
    },
  },
  unsubscribe: {
    ask: {
      title: 'Ne plus recevoir nos e-mails ?',
      text: 'Appuyez sur le bouton et nous ne vous écrirons plus.',
      press: 'Me désinscrire',
    },
    done: {
      title: 'Vous n’êtes pas sur notre liste',
      text: 'Nous ne vous écrirons plus. Il n’y a rien d’autre à faire.',
      mistake: 'Désinscrit par erreur ?',
      signUp: 'S’inscrire de nouveau',
    },
    cancel: {
      title: 'Refuser les nouveaux sujets ?',
      text: 'Nous vous avons demandé de confirmer d’autres sujets. Appuyez sur le bouton et cette demande disparaît ; ce que vous recevez déjà continue.',
      press: 'Non, pas ceux-là',
    },
    cancelled: {
      title: 'Cette demande est annulée',
      text: 'Rien n’a été ajouté. Ce que vous receviez continue.',
    },
    everything: { title: 'Plutôt rien du tout ?', press: 'Tout arrêter' },
    back: 'Annuler ma désinscription',
    fewer: { title: 'Plutôt en garder une partie ?', press: 'Garder seulement ce qui est coché' },
    pause: {
      title: 'Ou une pause ?',
      text: 'Rien ne vient d’ici là. Ensuite, ce que vous receviez reprend de soi-même.',
      press: (until) => `Pause jusqu’au ${until}`,
    },
    why: {
      title: 'Voulez-vous nous dire pourquoi ? C’est facultatif',
      reasons: {
        'too-many': 'Trop d’e-mails',
        'not-relevant': 'Ce n’est pas ce que j’espérais',
        'never-asked': 'Je ne les ai jamais demandés',
        'no-longer-supporting': 'Je ne soutiens plus cette action',
      },
      thanks: 'Merci de nous l’avoir dit.',
    },
    returned: {
      title: 'Vous êtes de nouveau sur notre liste',
      text: 'Comme si vous n’étiez pas parti. Vous recevrez',
    },
    tooLate: {
      title: 'Cela ne peut plus être annulé',
      text: 'C’est possible pendant une heure après le départ. Vous pouvez vous inscrire de nouveau.',
    },
    move: {
      ask: {
        title: 'Arrêter le changement de votre adresse ?',
        text: 'Appuyez sur le bouton : vos e-mails continuent d’arriver à cette adresse, et le lien que nous avons envoyé à l’autre ne change rien.',
        press: 'Arrêter le changement',
      },
      stopped: {
        title: 'Le changement est arrêté',
        text: 'Vos e-mails continuent d’arriver à cette adresse.',
      },
      refuse: {
        title: 'Ce n’était pas vous ?',
        text: 'Quelqu’un a demandé à recevoir ses e-mails à cette adresse. Appuyez sur le bouton pour le refuser ; ce que vous recevez vous-même continue.',
        press: 'Non, je refuse',
      },
      moved: {
        title: 'Vos e-mails vont à une autre adresse',
        text: 'Le changement a été confirmé par le lien que nous y avons envoyé. Pour voir ce qui est conservé ou choisir ce que vous recevez, utilisez les liens des e-mails qui y arrivent.',
        notYou: (mailbox) => `Ce n’était pas vous ? Dites-le-nous : ${mailbox}.`,
      },
    },
  },
  preferences: {
    title: 'Les e-mails que vous recevez de nous',
    topics: 'Quels sujets vous intéressent ?',
    language: 'Dans quelle langue ?',
    pause: {
      title: 'Une pause ?',
      none: 'Pas de pause',
      choices: {
        P1M: (until) => `Un mois, jusqu’au ${until}`,
        P3M: (until) => `Trois mois, jusqu’au ${until}`,
      },
      keep: (until) => `Comme prévu, jusqu’au ${until}`,
      invalid: 'Choisissez une des pauses proposées',
    },
    agree: 'En cochant un sujet que vous ne recevez pas encore, vous acceptez ceci',
    save: 'Enregistrer',
    held: {
      title: 'Ce que nous conservons',
      text: 'Votre adresse, votre nom si vous l’avez donné, les choix ci-dessus et la preuve de ce que vous avez accepté.',
      address: 'Adresse',
      since: 'Sur notre liste depuis le',
      basis: 'Pourquoi nous pouvons vous écrire',
      bases: {
        consent: 'Vous l’avez accepté',
        charity_soft_opt_in: 'Vous nous avez soutenus ou contactés, sans refuser',
      },
      receipt: 'Voir ou imprimer ce que vous avez accepté',
      myData: 'Voir, corriger ou effacer tout ce que nous conservons',
    },
    saved: 'C’est enregistré',
    unchanged: { title: 'Rien à enregistrer', text: 'Tout est resté comme avant.' },
    changes: {
      added: (topics) => `Vous recevrez désormais aussi : ${topics}.`,
      removed: (topics) => `Vous ne recevrez plus : ${topics}.`,
      name: (name) => `Nous vous appelons ${name}.`,
      noName: 'Nous ne conservons plus votre nom.',
      language: (language) => `Nous vous écrivons dans cette langue : ${language}.`,
      paused: (until) =>
        `Vous ne recevez rien de nous jusqu’au ${until} ; ensuite, cela reprend de soi-même.`,
      resumed: 'La pause est terminée.',
    },
    undo: {
      title: 'Ce n’est pas ce que vous vouliez ?',
      press: 'Annuler ces changements',
      agree: 'En annulant, vous recevez de nouveau ces sujets et acceptez ceci',
    },
    back: 'Retour à vos choix',
    pending: {
      title: 'Votre inscription vous attend',
      text: 'Appuyez sur le bouton de l’e-mail qui vous demande de confirmer ; vous pourrez alors choisir ici ce que vous recevez.',
    },
  },
  myData: {
    ask: {
      title: 'Que conservons-nous sur vous ?',
      text: 'Saisissez votre adresse e-mail. Si nous conservons quelque chose à son sujet, nous lui envoyons un message avec des liens : pour voir, corriger ou effacer vos données, et pour choisir ce que vous recevez.',
      press: 'Envoyez-moi mes liens',
    },
    sent: {
      title: 'Consultez vos e-mails',
      text: 'Si nous conservons quelque chose sur cette adresse, un message avec vos liens est en route.',
      nothing:
        'Rien après quelques minutes ? Regardez dans vos courriers indésirables. Nous n’envoyons que peu de ces messages par jour à une même adresse, et aucun si nous n’avons pas d’adresse.',
    },
    title: 'Ce que nous conservons sur vous',
    text: (organisation) =>
      `Voici ce que ${organisation} conserve sur l’adresse à laquelle ce lien a été envoyé. Gardez ce lien pour vous : il fonctionne peu de temps.`,
    withheld:
      'Cette adresse a aussi été saisie dans des formulaires qui n’ont jamais été confirmés par un lien dans sa boîte. Leur provenance n’est pas montrée, car il s’agissait peut-être de quelqu’un d’autre.',
    downloads: {
      title: 'À conserver',
      json: 'Le tout, pour un autre programme (JSON)',
      record: 'Votre fiche, pour un tableur (CSV)',
      history: 'Ce qui s’est passé, pour un tableur (CSV)',
      evidence: 'Ce qui le prouve, pour un tableur (CSV)',
    },
    correct: {
      title: 'Corriger votre nom',
      text: 'Laissez ce champ vide, et nous ne conservons aucun nom.',
      press: 'Corriger',
      done: 'Votre nom est corrigé.',
    },
    move: {
      title: 'Changer d’adresse',
      text: 'Nous envoyons un lien à la nouvelle adresse, et un avis à celle que nous utilisons aujourd’hui. Rien ne change tant que ce lien n’a pas été confirmé.',
      email: 'Nouvelle adresse e-mail',
      press: 'Envoyer le lien',
      same: 'C’est déjà l’adresse à laquelle nous vous écrivons',
      asked: {
        title: 'Consultez vos e-mails à la nouvelle adresse',
        text: 'Nous y avons envoyé un message. Rien ne change tant que son lien n’a pas été confirmé. L’adresse que nous utilisons aujourd’hui reçoit un avis, qui permet d’arrêter le changement.',
        nothing:
          'Rien après quelques minutes ? Regardez dans les courriers indésirables. Nous envoyons peu de messages de ce genre par jour à une même adresse.',
      },
      nothing: {
        title: 'Il n’y a rien à transférer',
        text: 'Aucun e-mail de notre part n’arrive à cette adresse en ce moment : rien n’a donc été changé. Vous pouvez vous inscrire avec la nouvelle.',
      },
      enough: {
        title: 'Réessayez demain, s’il vous plaît',
        text: 'Avant tout changement, votre adresse actuelle reçoit un avis, et nous lui avons déjà envoyé aujourd’hui autant de messages que nous en envoyons en un jour. Rien n’a été changé.',
      },
    },
    object: {
      title: 'Vous opposer à nos e-mails',
      text: 'Nous ne vous écrivons alors plus jamais pour parler de notre travail, quelle que soit la personne qui saisit votre adresse, tant que vous ne confirmez pas vous-même que vous le souhaitez.',
      press: 'Je m’y oppose',
      done: {
        title: 'Nous ne vous écrirons plus au sujet de notre travail',
        text: 'Votre opposition est enregistrée. Nous gardons ce qu’il faut pour la respecter.',
      },
    },
    erase: {
      title: 'Tout effacer',
      text: 'Avant que quoi que ce soit ne soit effacé, vous voyez ce qui disparaîtra et ce qui doit rester.',
      go: 'Voir ce qui serait effacé',
      ask: {
        title: 'Effacer tout ce que nous conservons sur vous ?',
        text: 'Cela ne peut pas être annulé. Aussitôt que vous appuyez sur le bouton :',
        press: 'Oui, effacez mes données',
      },
      back: 'Non, revenir',
      done: {
        title: 'Vos données sont effacées',
        text: 'Un dernier message qui le confirme est en route, si votre messagerie l’accepte.',
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
      title: 'La copie de vos données',
      text: 'Appuyez sur le bouton pour la télécharger : un fichier (zip) avec une page à lire, des tableaux pour un tableur, et tout ce qu’il faut à un autre programme. Gardez-le là où vous seul pouvez le lire.',
      press: 'Télécharger mes données',
    },
    gone: {
      title: 'Ce lien a expiré',
      text: 'Pour votre sécurité, il ne fonctionne que quelques jours. Demandez une nouvelle copie, et un nouveau lien arrivera dans votre boîte.',
    },
  },
  receipt: {
    consent: {
      title: 'Reçu de votre consentement',
      text: (organisation) =>
        `Voici ce que vous avez accepté auprès de ${organisation}, tel qu’enregistré sur le moment. Imprimez ce reçu, gardez-le ou montrez-le à qui vous voulez.`,
    },
    softOptIn: {
      title: 'Pourquoi nous vous écrivons',
      text: (organisation) =>
        `Vous avez donné votre adresse à ${organisation} en soutenant son action, sans refuser les e-mails à ce sujet. En voici la trace.`,
    },
    none: {
      title: 'Il n’y a pas de reçu ici',
      text: 'Rien n’a été accepté avec cette adresse, ou tout a été effacé depuis. Un reçu que vous auriez gardé peut toujours être vérifié.',
    },
    agreed: 'Ce que vous avez accepté',
    topics: 'Sujets',
    told: 'Ce qui vous a été dit sur vos données',
    controller: 'Auprès de qui',
    officer: 'Responsable de la protection des données',
    happened: 'Ce qui s’est passé, et quand',
    events: {
      'sign-up-requested': 'Vous avez demandé nos e-mails',
      confirmed: 'Vous avez confirmé',
      'soft-opted-in': 'Vous avez donné votre adresse sans refuser',
      withdrawn: 'Vous avez quitté la liste',
      bounced: 'Votre messagerie a refusé nos e-mails : nous avons cessé',
      complained: 'Vous avez signalé nos e-mails comme indésirables : nous avons cessé',
      'preferences-changed': 'Vous avez modifié vos préférences',
      'withdrawal-undone': 'Vous avez repris votre inscription',
      objected: 'Vous avez refusé tout e-mail de notre part, nous avons donc cessé',
      'address-changed-from': 'Vous avez choisi cette adresse à la place d’une autre',
      'address-changed-to': 'Vous êtes passé à une autre adresse',
    },
    how: 'Comment',
    method: {
      preferences: 'Sur la page des préférences, ouverte par un lien reçu par e-mail',
      doubleOptIn: (form, place) =>
        `Par le formulaire « ${form} »${place ? ` sur ${place}` : ''}, puis confirmé par le lien reçu par e-mail`,
      softOptIn: (form, place) =>
        `Par le formulaire « ${form} »${place ? ` sur ${place}` : ''}, avec une case pour refuser`,
    },
    withdraw: 'Si vous changez d’avis',
    leave: (mailbox) =>
      `Désinscrivez-vous à tout moment par le lien à la fin de chacun de nos e-mails, ou en écrivant à ${mailbox}.`,
    kept: 'Jusqu’à ce que la personne demande l’effacement ; après son départ, seulement ce qu’il faut pour le prouver et ne plus lui écrire.',
    proof: 'Preuve',
    proves:
      'Chacun de ces nombres est calculé à partir de ce qu’il représente : si cela avait été modifié depuis, par qui que ce soit, le nombre serait différent.',
    wording: (id, version) => `Ce que vous avez accepté : texte « ${id} », version ${version}`,
    notice: (version) => `Ce qui vous a été dit : version ${version}`,
    number: 'Numéro de ce reçu',
    head: 'Dernière entrée de votre dossier',
    inclusion: 'Votre accord dans le registre',
    sealed: (number, when) => `Scellé dans le sceau ${number} du ${when}`,
    notSealed: 'Pas encore scellé. Une fois par jour, tout ce qui est nouveau est scellé.',
    root: 'Racine du sceau',
    keep: 'À conserver',
    download: 'Télécharger ce reçu avec tout ce qu’il faut pour le vérifier (JSON)',
    downloadRecord: 'Télécharger l’enregistrement du consentement seul (JSON-LD)',
  },
  problem: {
    forbidden: {
      title: 'Pas avec votre rôle',
      text: 'Votre compte ne le permet pas. Adressez-vous à la personne qui gère les comptes.',
    },
    notFound: { title: 'Page introuvable', text: 'Il n’y a rien à cette adresse.' },
    conflict: {
      title: 'Cela a changé entre-temps',
      text: 'Quelqu’un l’a modifié depuis votre lecture. Relisez, puis décidez. Vous n’avez rien modifié.',
    },
    link: {
      title: 'Ce lien n’est pas complet',
      text: 'Une partie s’est peut-être perdue. Ouvrez-le de nouveau depuis l’e-mail, ou copiez-le en entier.',
    },
    malformed: {
      title: 'Nous n’avons pas pu lire cela',
      text: 'La requête est mal formée. Rien n’a été modifié.',
    },
    tooLarge: {
      title: 'C’est trop',
      text: 'Un formulaire peut contenir 16 Ko au plus. Rien n’a été modifié.',
    },
    contentType: {
      title: 'Nous n’avons pas pu lire cela',
      text: 'Envoyez application/json ou application/x-www-form-urlencoded. Rien n’a été modifié.',
    },
    invalid: {
      title: 'Veuillez vérifier le formulaire',
      text: 'Certains champs sont à corriger. Rien n’a été modifié.',
    },
    tooMany: {
      title: 'Trop de demandes depuis votre réseau',
      text: 'Réessayez dans une heure. Ce que vous avez saisi est toujours là.',
    },
    origin: {
      title: 'Pas depuis ce site',
      text: 'Ce formulaire ne peut pas être utilisé depuis le site qui l’a envoyé. Ses réglages nomment les origines admises.',
    },
    unavailable: {
      title: 'Réessayez dans un instant',
      text: 'Nous sommes très sollicités. Rien n’est perdu ; renvoyez-le dans un moment.',
    },
    expired: { title: 'Ce lien a expiré', text: 'Demandez-en un nouveau sur la page qu’il ouvre.' },
  },
  mail: {
    confirmation: {
      subject: (organisation) => `Veuillez confirmer : les e-mails ${de(organisation)}`,
      heading: 'Veuillez confirmer votre inscription',
      body: (organisation) =>
        `Quelqu’un, vous-même nous l’espérons, a demandé à recevoir à cette adresse les e-mails ${de(organisation)}. Veuillez confirmer que vous les souhaitez.`,
      press: 'Confirmer mon inscription',
      validFor: (hours) => `Le lien fonctionne pendant ${inDaysOrHours('fr', hours)}.`,
      notYou: 'Ce n’était pas vous ? Ne faites rien, et vous n’entendrez plus parler de nous.',
      cancel: 'Annuler cette inscription',
    },
    welcome: {
      subject: (organisation) => `Bienvenue chez ${organisation}`,
      heading: (name) => (name ? `Bienvenue, ${name}` : 'Bienvenue'),
      body: (organisation) =>
        `Merci d’avoir choisi de recevoir des nouvelles ${de(organisation)}. Votre inscription est confirmée.`,
      topics: 'Vous recevrez',
      receipt: 'Voir ou imprimer ce que vous avez accepté',
      leave:
        'Vous changez d’avis ? Vous pouvez partir à tout moment, aujourd’hui ou dans des années, par ce lien :',
    },
    softOptIn: {
      subject: (organisation) => `Restons en contact : les e-mails de ${organisation}`,
      heading: 'Merci de votre soutien',
      body: (organisation) =>
        `Vous nous avez donné cette adresse en soutenant ou en contactant ${organisation}, sans vous opposer à recevoir nos e-mails. Nous aimerions vous en envoyer au sujet de notre travail.`,
      receipt: 'Voir pourquoi nous vous écrivons',
      leave: 'Vous préférez ne pas en recevoir ? Partez maintenant, ou à tout moment, par ce lien :',
    },
    alreadySubscribed: {
      subject: (organisation) => `Vous recevez déjà les e-mails ${de(organisation)}`,
      heading: 'Vous êtes déjà inscrit',
      body: (organisation) =>
        `Quelqu’un a saisi cette adresse dans un formulaire d’inscription ${de(organisation)}. Vous êtes déjà sur notre liste : rien n’a changé.`,
      notYou:
        'Si ce n’était pas vous, il n’y a rien à faire : personne n’a appris que vous êtes sur la liste.',
      leave: 'Si vous préférez ne plus nous lire, partez par ce lien :',
    },
    myData: {
      subject: (organisation) => `Vos liens : ce que ${organisation} conserve sur vous`,
      heading: 'Vos liens',
      body: (organisation) =>
        `Quelqu’un, vous-même nous l’espérons, a demandé à ${organisation} les liens qui appartiennent à cette adresse.`,
      press: 'Voir ce qui est conservé sur moi',
      pending: 'Une de vos inscriptions attend encore votre confirmation :',
      notYou:
        'Ce n’était pas vous ? Il n’y a rien à faire. La personne n’a rien appris : ces liens ne sont arrivés que dans cette boîte.',
      why: (organisation) =>
        `Vous recevez cet e-mail parce que quelqu’un a demandé à ${organisation} les liens de cette adresse.`,
    },
    export: {
      subject: (organisation) => `La copie de vos données : ${organisation}`,
      heading: 'La copie de vos données est prête',
      body: (organisation) =>
        `Vous avez demandé à ${organisation} une copie des données qui vous concernent. Elle est prête à être téléchargée.`,
      press: 'Télécharger mes données',
      validFor: (days) =>
        `Le lien fonctionne pendant ${inDaysOrHours('fr', days * 24)}. Quiconque a cet e-mail peut l’ouvrir : ne le transférez pas.`,
      notYou: (mailbox) => `Vous n’avez rien demandé ? N’ouvrez pas le lien, et prévenez-nous : ${mailbox}.`,
      why: (organisation) =>
        `Vous recevez cet e-mail parce qu’une copie des données liées à cette adresse a été demandée à ${organisation}.`,
    },
    erasure: {
      subject: (organisation) => `Vos données sont effacées : ${organisation}`,
      heading: 'Vos données sont effacées',
      body: (organisation) =>
        `Vous avez demandé à ${organisation} d’effacer les données qui vous concernent. C’est fait. Avec ce message, votre adresse e-mail disparaît aussi : c’est le dernier que vous recevrez de nous.`,
      erased: 'Effacé',
      erasedItems: [
        'votre adresse e-mail, votre nom et votre langue',
        'vos thèmes et vos choix, et le fait que vous étiez ou non sur notre liste',
        'ce qui prouvait vos inscriptions : adresses réseau, navigateurs, et ce qui a été saisi dans nos formulaires',
        'ce qui était personnel dans vos demandes relatives à vos données ; dans une réclamation encore ouverte, dès qu’elle aura reçu sa réponse',
      ],
      kept: 'Conservé, et pourquoi',
      keptItems: [
        'Un code calculé à partir de votre adresse avec une clé secrète, pour ne pas vous écrire par erreur. Il ne permet pas de retrouver l’adresse.',
        'Sous ce code, ce qui s’est passé et quand (inscription, départ, effacement), sans nom, adresse ni autre détail, pour pouvoir montrer que nous avons fait ce que vous avez demandé.',
      ],
      backups: (days) =>
        `Les sauvegardes de notre base contiennent encore vos données pendant ${inDaysOrHours('fr', days * 24)} au plus. Elles ne servent que si la base est perdue, et vous seriez alors effacé à nouveau avant tout envoi.`,
      recipients: 'Nous demandons aussi à ceux qui tenaient vos données de nous de les effacer :',
      again: 'Vous pouvez vous réinscrire quand vous voulez : tout recommencerait à zéro.',
      questions: (mailbox) => `Des questions ? Écrivez à ${mailbox}.`,
      why: (organisation) =>
        `Vous recevez cet e-mail parce que vous avez demandé à ${organisation} d’effacer vos données.`,
    },
    move: {
      subject: (organisation) => `À confirmer : les e-mails ${de(organisation)} à cette adresse`,
      heading: 'Recevoir vos e-mails à cette adresse ?',
      body: (organisation) =>
        `Quelqu’un, vous nous l’espérons, reçoit les e-mails ${de(organisation)} à une autre adresse et a demandé à les recevoir ici. Appuyez sur le bouton, et ils arriveront ici. Rien ne change avant.`,
      press: 'Utiliser cette adresse',
      notYou: 'Ce n’était pas vous ? Ne faites rien, et rien ne change.',
      cancel: 'Ce n’était pas moi : ne m’écrivez pas',
      why: (organisation) =>
        `Vous recevez cet e-mail parce que quelqu’un a indiqué cette adresse comme sa nouvelle adresse pour les e-mails ${de(organisation)}.`,
    },
    moveNotice: {
      subject: (organisation) => `Votre adresse auprès ${de(organisation)} : un changement a été demandé`,
      heading: 'Quelqu’un a demandé à changer votre adresse',
      body: (organisation) =>
        `Quelqu’un qui a ouvert les liens envoyés à cette adresse a demandé que les e-mails ${de(organisation)} aillent désormais à une autre adresse.`,
      effect:
        'Rien ne change tant que le lien que nous avons envoyé à cette autre adresse n’a pas été confirmé. Ensuite, plus aucun e-mail n’arrive ici.',
      you: 'C’était vous ? Alors il n’y a rien à faire ici.',
      notYou:
        'Ce n’était pas vous ? Arrêtez le changement par ce bouton. S’il est déjà fait, la page le dit, et ce que vous pouvez faire.',
      press: 'Arrêter le changement',
      why: (organisation) =>
        `Vous recevez cet e-mail parce que c’est l’adresse à laquelle vous arrivent aujourd’hui les e-mails ${de(organisation)}.`,
    },
    seal: {
      subject: (organisation, number) =>
        `À conserver : sceau ${number} du registre des consentements de ${organisation}`,
      heading: 'Veuillez conserver ce message',
      body: (organisation, number, count, to) =>
        `Voici le sceau ${number}. Il vaut pour ce qui a été ajouté au registre des consentements de ${organisation} jusqu’au ${to} (entrées : ${count}), et pour tous les sceaux précédents. Si l’une de ces entrées était modifiée, retirée ou ajoutée après coup, les chiffres ci-dessous ne correspondraient plus.`,
      keep: 'Il n’y a rien à faire, sinon le garder là où ceux qui gèrent le système ne peuvent pas le modifier : dans vos archives de messagerie, ou sur papier. Il ne dit rien sur personne.',
      check:
        'Avec ce message et le reçu d’un sympathisant, chacun peut vérifier, sans accès à nos systèmes, que ce que dit le reçu était enregistré à cette date et n’a pas changé.',
      figures: 'Le sceau',
      number: (number) => `Numéro : ${number}`,
      from: (from) => (from ? `Après : ${from}` : 'Depuis le début'),
      to: (to) => `Jusqu’à : ${to}`,
      count: (count) => `Entrées : ${count}`,
      root: (root) => `Racine de leur arbre : ${root}`,
      previous: (previous) => (previous ? `Sceau précédent : ${previous}` : 'Aucun sceau précédent'),
      hash: (hash) => `Empreinte de ce sceau : ${hash}`,
      line: 'La même chose pour le vérificateur, sur une ligne :',
      why: (organisation) =>
        `Vous recevez cet e-mail parce que les réglages de ${organisation} indiquent cette adresse comme celle du délégué à la protection des données.`,
    },
    preferences: 'Choisir ce que vous recevez, ou faire une pause',
    unsubscribe: 'Me désinscrire',
    why: (organisation) =>
      `Vous recevez cet e-mail parce que cette adresse a été saisie dans un formulaire d’inscription ${de(organisation)}.`,
  },
}
