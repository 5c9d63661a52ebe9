import { inDaysOrHours } from './duration.ts'
import type { Messages } from './messages.ts'

export const fr: Messages = {
  form: {
    email: 'Adresse e-mail',
    name: 'Nom',
    optional: 'facultatif',
    topics: 'Quels sujets vous intéressent ?',
    submit: 'S’inscrire',
    privacyPolicy: 'Politique de confidentialité',
    honeypot: 'Laissez ce champ vide',
    mend: 'Veuillez vérifier les points suivants',
    unknownForm: 'Ce formulaire n’existe pas.',
  },
  invalid: {
    email: 'Saisissez une adresse e-mail de la forme nom@example.org',
    undeliverable:
      'Nous ne pouvons pas écrire aux adresses comportant, avant le @, d’autres lettres que a–z. Utilisez-en une autre',
    consent: 'Cochez la case si vous souhaitez nous lire ; sans cela, nous ne pouvons pas vous écrire',
    name: 'Utilisez au plus 100 caractères, sans retour à la ligne',
    topics: 'Choisissez au moins un des sujets proposés',
    form: 'Ce formulaire n’existe pas',
    value: 'Cette valeur ne peut pas être utilisée',
  },
  thanks: {
    title: 'C’est presque fait : consultez vos e-mails',
    text: 'Nous vous avons envoyé un message. Ouvrez-le et appuyez sur le bouton pour confirmer ; sans cela, vous ne recevrez rien d’autre.',
    spam: 'Rien après quelques minutes ? Regardez dans vos courriers indésirables, ou inscrivez-vous de nouveau.',
    back: (organisation) => `Retour à ${organisation}`,
  },
  confirm: {
    ask: {
      title: 'Encore un clic',
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
      title: 'Rien n’attend ce lien',
      text: 'Il est trop ancien, ou vous vous êtes désinscrit depuis. Vous pouvez vous inscrire de nouveau.',
      signUp: 'S’inscrire de nouveau',
    },
    changed: 'Vous avez renvoyé le formulaire depuis l’ouverture de cette page. Voici votre dernier choix.',
  },
  unsubscribe: {
    ask: {
      title: 'Ne plus recevoir nos e-mails ?',
      text: 'Appuyez sur le bouton et nous ne vous écrirons plus.',
      press: 'Me désinscrire',
    },
    done: {
      title: 'Vous n’êtes pas sur notre liste',
      text: 'Nous ne vous écrirons plus. Il n’y a rien d’autre à faire.',
      mistake: 'Désinscrit par erreur ?',
      signUp: 'S’inscrire de nouveau',
    },
  },
  problem: {
    forbidden: {
      title: 'Pas avec votre rôle',
      text: 'Votre compte ne le permet pas. Adressez-vous à la personne qui gère les comptes.',
    },
    notFound: { title: 'Page introuvable', text: 'Il n’y a rien à cette adresse.' },
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
      title: 'Trop d’inscriptions depuis votre réseau',
      text: 'Réessayez plus tard. Ce que vous avez saisi est toujours là.',
    },
    origin: {
      title: 'Pas depuis ce site',
      text: 'Ce formulaire ne peut pas être utilisé depuis le site qui l’a envoyé. Ses réglages nomment les origines admises.',
    },
    unavailable: {
      title: 'Réessayez dans un instant',
      text: 'Nous sommes très sollicités. Rien n’est perdu ; renvoyez-le dans un moment.',
    },
    expired: { title: 'Ce lien a expiré', text: 'Demandez-en un nouveau sur la page qu’il ouvre.' },
  },
  mail: {
    confirmation: {
      subject: (organisation) => `Veuillez confirmer : les e-mails de ${organisation}`,
      heading: 'Un clic pour confirmer',
      body: (organisation) =>
        `Quelqu’un, vous-même nous l’espérons, a demandé à recevoir à cette adresse les e-mails de ${organisation}. Veuillez confirmer que vous les souhaitez.`,
      press: 'Confirmer mon inscription',
      validFor: (hours) => `Le lien fonctionne pendant ${inDaysOrHours('fr', hours)}.`,
      notYou: 'Ce n’était pas vous ? Ne faites rien, et vous n’entendrez plus parler de nous.',
      never: 'Ne plus jamais écrire à cette adresse',
    },
    welcome: {
      subject: (organisation) => `Bienvenue chez ${organisation}`,
      heading: (name) => (name ? `Bienvenue, ${name}` : 'Bienvenue'),
      body: (organisation) =>
        `Merci d’avoir choisi de recevoir des nouvelles de ${organisation}. Votre inscription est confirmée.`,
      topics: 'Vous recevrez',
      leave:
        'Vous changez d’avis ? Vous pouvez partir à tout moment, aujourd’hui ou dans des années, par ce lien :',
    },
    softOptIn: {
      subject: (organisation) => `Restons en contact : les e-mails de ${organisation}`,
      heading: 'Merci de votre soutien',
      body: (organisation) =>
        `Vous nous avez donné cette adresse en soutenant ou en contactant ${organisation}, sans vous opposer à recevoir nos e-mails. Nous aimerions vous en envoyer au sujet de notre travail.`,
      leave: 'Vous préférez ne pas en recevoir ? Partez maintenant, ou à tout moment, par ce lien :',
    },
    alreadySubscribed: {
      subject: (organisation) => `Vous recevez déjà les e-mails de ${organisation}`,
      heading: 'Vous êtes déjà inscrit',
      body: (organisation) =>
        `Quelqu’un a saisi cette adresse dans un formulaire d’inscription de ${organisation}. Vous êtes déjà sur notre liste : rien n’a changé.`,
      notYou:
        'Si ce n’était pas vous, il n’y a rien à faire : personne n’a appris que vous êtes sur la liste.',
      leave: 'Si vous préférez ne plus nous lire, partez par ce lien :',
    },
    unsubscribe: 'Me désinscrire',
    why: (organisation) =>
      `Vous recevez cet e-mail parce que cette adresse a été saisie dans un formulaire de ${organisation}.`,
  },
}
