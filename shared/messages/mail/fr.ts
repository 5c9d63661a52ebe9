import { inDaysOrHours } from '../duration.ts'
import { de } from '../french.ts'
import type { MailMessages } from './messages.ts'

export const fr: MailMessages = {
  confirmation: {
    subject: (organisation) => `Veuillez confirmer : les e-mails ${de(organisation)}`,
    heading: 'Veuillez confirmer votre inscription',
    body: (organisation) =>
      `Vous, ou une personne utilisant votre adresse, avez demandé à recevoir les e-mails ${de(organisation)}. Veuillez confirmer que vous les souhaitez.`,
    press: 'Confirmer mon inscription',
    validFor: (hours) => `Le lien fonctionne pendant ${inDaysOrHours('fr', hours)}.`,
    notYou: 'Si ce n’était pas vous, vous n’avez rien à faire. Nous ne vous écrirons plus.',
    cancel: 'Annuler cette inscription',
  },
  welcome: {
    subject: (organisation) => `Bienvenue chez ${organisation}`,
    heading: (name) => (name ? `Bienvenue, ${name}` : 'Bienvenue'),
    body: (organisation) =>
      `Merci d’avoir choisi de recevoir des nouvelles ${de(organisation)}. Votre inscription est confirmée.`,
    topics: 'Les sujets que vous recevrez',
    receipt: 'Voir ou imprimer ce que vous avez accepté',
    leave: 'Si vous changez d’avis, vous pouvez vous désinscrire à tout moment. Ce lien n’expire pas :',
  },
  softOptIn: {
    subject: (organisation) => `Restons en contact : les e-mails ${de(organisation)}`,
    heading: 'Merci de votre soutien',
    body: (organisation) =>
      `Vous nous avez donné cette adresse en soutenant ou en contactant ${organisation}, sans refuser nos e-mails. Nous aimerions vous en envoyer au sujet de notre travail.`,
    receipt: 'Voir pourquoi nous vous écrivons',
    leave: 'Si vous ne voulez pas de nos e-mails, vous pouvez vous désinscrire maintenant ou à tout moment :',
  },
  alreadySubscribed: {
    subject: (organisation) => `Vous recevez déjà les e-mails ${de(organisation)}`,
    heading: 'Votre adresse est déjà inscrite',
    body: (organisation) =>
      `Vous, ou une personne utilisant votre adresse, avez demandé les e-mails ${de(organisation)}. Vous êtes déjà sur notre liste : rien n’a changé.`,
    notYou:
      'Si ce n’était pas vous, vous n’avez rien à faire. Nous n’avons dit à personne que vous êtes sur notre liste.',
    leave: 'Si vous ne voulez plus de nos e-mails, vous pouvez vous désinscrire :',
  },
  myData: {
    subject: (organisation) => `Vos liens : ce que ${organisation} conserve sur vous`,
    heading: 'Vos liens',
    body: (organisation) =>
      `Vous, ou une personne utilisant votre adresse, avez demandé à ${organisation} les liens vers ce que nous conservons sur vous.`,
    press: 'Voir ce que vous conservez sur moi',
    pending: 'Vous avez aussi une inscription que vous n’avez pas encore confirmée :',
    notYou:
      'Si ce n’était pas vous, vous n’avez rien à faire. La personne qui les a demandés n’a rien appris, car nous n’avons envoyé ces liens qu’à cette adresse.',
    why: (organisation) =>
      `Vous recevez cet e-mail parce que quelqu’un a demandé à ${organisation} les liens pour cette adresse.`,
  },
  export: {
    subject: (organisation) => `La copie de vos données : ${organisation}`,
    heading: 'La copie de vos données est prête',
    body: (organisation) =>
      `Vous avez demandé à ${organisation} une copie des données qui vous concernent. Elle est prête à être téléchargée.`,
    press: 'Télécharger mes données',
    validFor: (days) =>
      `Le lien fonctionne pendant ${inDaysOrHours('fr', days * 24)}. Toute personne qui a cet e-mail peut l’ouvrir : ne le transférez pas.`,
    notYou: (mailbox) => `Si vous n’avez rien demandé, n’ouvrez pas le lien et prévenez-nous : ${mailbox}.`,
    why: (organisation) =>
      `Vous recevez cet e-mail parce qu’une copie des données liées à cette adresse a été demandée à ${organisation}.`,
  },
  erasure: {
    subject: (organisation) => `Vos données ont été effacées : ${organisation}`,
    heading: 'Vos données ont été effacées',
    body: (organisation) =>
      `Vous avez demandé à ${organisation} d’effacer les données qui vous concernent. C’est fait. Une fois cet e-mail envoyé, votre adresse est effacée elle aussi : c’est le dernier e-mail que vous recevrez de nous.`,
    erased: 'Effacé',
    erasedItems: [
      'votre adresse e-mail, votre nom et votre langue',
      'vos sujets et vos choix, et le fait que vous étiez ou non sur notre liste',
      'les preuves de vos inscriptions : adresses réseau, navigateurs, et ce qui a été saisi dans nos formulaires',
      'les informations personnelles dans vos demandes relatives à vos données (si une réclamation est encore ouverte, dès qu’elle aura reçu une réponse)',
    ],
    kept: 'Conservé, et pourquoi',
    keptItems: [
      'Un code calculé à partir de votre adresse avec une clé secrète, pour ne pas vous écrire par erreur. Il ne permet pas de retrouver l’adresse.',
      'Sous ce code, ce qui s’est passé et quand (inscription, désinscription, effacement), sans nom, adresse ni autre détail, pour pouvoir montrer que nous avons fait ce que vous avez demandé.',
    ],
    backups: (days) =>
      `Les sauvegardes de notre base contiennent encore vos données pendant ${inDaysOrHours('fr', days * 24)} au plus. Nous ne les utilisons que si la base est perdue. Dans ce cas, nous effaçons de nouveau vos données avant tout envoi.`,
    recipients: 'Nous demandons aussi aux organismes à qui nous avons transmis vos données de les effacer :',
    again: 'Vous pouvez vous réinscrire à tout moment. Vous repartiriez alors de zéro.',
    questions: (mailbox) => `Si vous avez des questions, écrivez à ${mailbox}.`,
    why: (organisation) =>
      `Vous recevez cet e-mail parce que vous avez demandé à ${organisation} d’effacer vos données.`,
  },
  addressChange: {
    subject: (organisation) => `À confirmer : les e-mails ${de(organisation)} à cette adresse`,
    heading: 'Recevoir vos e-mails à cette adresse ?',
    body: (organisation) =>
      `Vous, ou une personne qui nous a donné cette adresse, avez demandé à recevoir les e-mails ${de(organisation)} ici plutôt qu’à une autre adresse. Appuyez sur le bouton pour les recevoir ici. Rien ne change avant cela.`,
    press: 'Utiliser cette adresse',
    notYou: 'Si ce n’était pas vous, vous n’avez rien à faire. Rien ne changera.',
    cancel: 'Ce n’était pas moi : ne m’écrivez pas',
    why: (organisation) =>
      `Vous recevez cet e-mail parce que quelqu’un a indiqué cette adresse comme sa nouvelle adresse pour les e-mails ${de(organisation)}.`,
  },
  addressChangeNotice: {
    subject: (organisation) => `Votre adresse auprès ${de(organisation)} : un changement a été demandé`,
    heading: 'Quelqu’un a demandé à changer votre adresse',
    body: (organisation) =>
      `Une personne qui a ouvert les liens envoyés à cette adresse a demandé que les e-mails ${de(organisation)} aillent désormais à une autre adresse.`,
    effect:
      'Rien ne change tant que personne n’a confirmé avec le lien envoyé à l’autre adresse. Ensuite, nous n’enverrons plus d’e-mails ici.',
    you: 'Si c’était vous, vous n’avez rien à faire.',
    notYou:
      'Si ce n’était pas vous, appuyez sur le bouton pour arrêter le changement. S’il est déjà fait, la page vous dira ce que vous pouvez faire.',
    press: 'Arrêter le changement',
    why: (organisation) =>
      `Vous recevez cet e-mail parce que c’est l’adresse à laquelle vous recevez aujourd’hui les e-mails ${de(organisation)}.`,
  },
  seal: {
    subject: (organisation, number) =>
      `À conserver : sceau ${number} du registre des consentements ${de(organisation)}`,
    heading: 'Veuillez conserver cet e-mail',
    body: (organisation, number, count, to) =>
      `Voici le sceau ${number}. Il couvre ce qui a été ajouté au registre des consentements ${de(organisation)} jusqu’au ${to} (entrées : ${count}), et pour tous les sceaux précédents. Si l’une de ces entrées était modifiée, retirée ou ajoutée après coup, les chiffres ci-dessous ne correspondraient plus.`,
    keep: 'Il vous suffit de garder cet e-mail là où les personnes qui gèrent le système ne peuvent pas le modifier : dans vos archives de messagerie, ou sur papier. Il ne contient aucune donnée personnelle.',
    check:
      'Avec cet e-mail et le reçu d’un sympathisant, chacun peut vérifier, sans accès à nos systèmes, que le contenu du reçu était enregistré à cette date et n’a pas été modifié.',
    figures: 'Le sceau',
    number: (number) => `Numéro : ${number}`,
    from: (from) => (from ? `Après : ${from}` : 'Depuis le début'),
    to: (to) => `Jusqu’à : ${to}`,
    count: (count) => `Entrées : ${count}`,
    root: (root) => `Racine de l’arbre de hachage : ${root}`,
    previous: (previous) => (previous ? `Sceau précédent : ${previous}` : 'Aucun sceau précédent'),
    hash: (hash) => `Empreinte de ce sceau : ${hash}`,
    line: 'Les mêmes données sur une ligne, pour l’outil de vérification :',
    why: (organisation) =>
      `Vous recevez cet e-mail parce que les réglages ${de(organisation)} indiquent cette adresse comme celle du responsable de la protection des données.`,
  },
  names: {
    confirmation: 'e-mail de confirmation',
    welcome: 'e-mail de bienvenue',
    'already-subscribed': 'e-mail indiquant que cette adresse est déjà inscrite',
    'soft-opt-in': 'e-mail expliquant comment se désinscrire',
    'my-data': 'e-mail avec les liens vers les données',
    export: 'e-mail avec le lien vers la copie des données',
    erasure: 'dernier e-mail, sur l’effacement',
    'address-change': 'e-mail demandant d’utiliser cette adresse',
    'address-change-notice': 'avis du changement d’adresse',
  },
  preferences: 'Choisir ce que vous recevez, ou faire une pause',
  unsubscribe: 'Me désinscrire',
  why: (organisation) =>
    `Vous recevez cet e-mail parce que cette adresse a été saisie dans un formulaire d’inscription ${de(organisation)}.`,
}
