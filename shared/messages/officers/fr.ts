import { de } from '../french.ts'
import type { OfficerMessages } from './messages.ts'

const on = (place: string | undefined) => (place ? ` sur ${place}` : '')
const ofMail = (about: number | undefined) => (about === undefined ? '' : ` (événement ${about})`)
const awaited = {
  identity: 'une preuve d’identité',
  fee: 'un paiement',
  clarification: 'une précision',
} as const

export const fr: OfficerMessages = {
  refusal: {
    notNow: (allowed) =>
      `Cette action n’est pas possible à ce stade de la demande. Ce qui est possible maintenant : ${allowed}.`,
    notForThisType: 'Cela n’est pas possible pour une demande de ce type.',
    tooLate: (lastDay) =>
      `La prolongation devait être annoncée au plus tard le ${lastDay}, dans le premier mois (UK GDPR, art. 12(3)).`,
    clockStopped: 'Le délai est suspendu. Enregistrez d’abord la réponse attendue, puis prolongez le délai.',
    ground: (allowed) => `Indiquez un motif. Motifs admis ici : ${allowed || 'aucun'}.`,
    exemption: 'Indiquez l’exemption dans « exemption », par exemple « DPA 2018 Sch 2 para 19 ».',
    note: 'Ajoutez une explication dans « note ».',
    day: (earliest, latest) => `Le jour doit se situer entre le ${earliest} et le ${latest}.`,
    underway:
      'L’opération a commencé et se poursuit automatiquement. Refaites l’action dans quelques minutes.',
  },
  blocked: {
    restricted:
      'La fiche est limitée. Levez d’abord la limitation, ou laissez la personne effacer ses données sur sa propre page.',
    othersOpen:
      'D’autres demandes de cette personne sont encore ouvertes. Répondez-y d’abord, car les données concernées seraient effacées.',
    noAddress:
      'Aucune adresse n’est enregistrée pour envoyer un lien. Téléchargez la copie, remettez-la, puis satisfaites la demande avec « delivery » : « by-hand ».',
    tooLarge:
      'La copie est trop grande pour être envoyée par lien. Téléchargez-la, remettez-la, puis satisfaites la demande avec « delivery » : « by-hand ».',
  },
  invalid: {
    oneOf: (allowed) => `Utilisez l’une de ces valeurs : ${allowed}`,
    reason: (allowed) =>
      `Indiquez dans l’en-tête le motif de la consultation. Utilisez l’une de ces valeurs : ${allowed}`,
    date: 'Indiquez une date réelle, par exemple 2026-11-25',
    emailOrName: 'Indiquez l’adresse e-mail ou le nom de la personne',
    text: (atMost) => `Utilisez un texte de ${atMost} caractères au plus`,
    version: 'Utilisez la version que vous avez lue, sous forme de nombre entier',
    cursor: 'Utilisez « next » de la page précédente, sans le modifier',
    csv: 'Envoyez la liste en text/csv',
    rows: (atMost) => `Envoyez ${atMost} lignes au plus à la fois. Divisez le fichier`,
    column: 'La première ligne doit comporter une colonne « email »',
    notCounted: 'Rien n’a encore été compté. Les chiffres sont établis une fois par jour',
    people: (atMost) => `Indiquez de 1 à ${atMost} personnes, chacune par « email » ou « supporterId »`,
  },
  askedTooMany: (perDay) =>
    `Un agent peut interroger ${perDay} personnes par jour, car chaque réponse révèle qui est connu. Recommencez après minuit UTC, ou lisez la liste de diffusion.`,
  timeline: {
    'sign-up-requested': ({ form, place, topics }) =>
      `Formulaire « ${form} » rempli${on(place)}. Demandé : ${topics}.`,
    'soft-opted-in': ({ form, place, topics }) =>
      `Coordonnées données dans le formulaire « ${form} »${on(place)}, sans refus des e-mails sur : ${topics}.`,
    'confirmation-resent': () => 'Nouveau lien de confirmation demandé.',
    'sign-up-repeated': ({ form, place }) =>
      `Formulaire « ${form} » rempli de nouveau${on(place)}, sans rien demander de plus.`,
    confirmed: ({ topics }) =>
      `Confirmation par le lien de l’e-mail. Accord pour les e-mails sur : ${topics}.`,
    withdrawn: ({ method }) => `Désinscription ${method}.`,
    'sign-up-cancelled': () => 'Sujets supplémentaires demandés, puis refusés.',
    'withdrawal-undone': ({ topics }) => `Désinscription annulée. Sujets : ${topics}.`,
    'withdrawal-explained': ({ reason }) => `Raison de la désinscription : ${reason}.`,
    'preferences-changed': ({ topics, pausedUntil }) =>
      `Préférences enregistrées. Sujets : ${topics || 'aucun'}${pausedUntil ? `. E-mails en pause jusqu’au ${pausedUntil}` : ''}.`,
    bounced: ({ about }) =>
      `Le fournisseur de messagerie indique que la boîte n’accepte pas d’e-mails${ofMail(about)}.`,
    'soft-bounced': ({ about }) =>
      `Le fournisseur de messagerie n’a pas pu remettre l’e-mail pour l’instant${ofMail(about)}.`,
    delivered: ({ about }) => `E-mail remis par le fournisseur de messagerie${ofMail(about)}.`,
    delayed: ({ about }) =>
      `Le fournisseur de messagerie essaie encore de remettre l’e-mail${ofMail(about)}.`,
    complained: ({ about }) => `Signalement comme courrier indésirable${ofMail(about)}.`,
    objected: ({ method }) => `Opposition à tout envoi, ${method}. Plus aucun envoi ne doit avoir lieu.`,
    'my-data-link-requested': () => 'Quelqu’un a demandé les liens pour cette adresse.',
    restricted: () => 'La fiche a été limitée : elle est conservée sans être utilisée.',
    'restriction-lifted': () => 'La limitation a été levée.',
    rectified: () => 'Le nom a été corrigé ou retiré.',
    exported: ({ method }) => `Une copie de tout ce qui est conservé a été préparée, ${method}.`,
    'address-change-requested': () => 'Demande de recevoir les e-mails à une autre adresse.',
    'address-change-stopped': () => 'Le changement d’adresse a été arrêté depuis celle-ci.',
    'address-change-offered': () =>
      'Quelqu’un a demandé à recevoir des e-mails à cette adresse au lieu d’une autre.',
    'address-changed-to': ({ other }) =>
      `Passage à une autre adresse, fiche ${other}. Aucune donnée personnelle n’est conservée ici.`,
    'address-changed-from': ({ other, topics }) =>
      `Arrivée d’une autre adresse, fiche ${other}. Sujets : ${topics}.`,
    lapsed: () => 'Ce qui avait été demandé n’a pas été confirmé à temps et a été effacé.',
    expired: () =>
      'La durée de conservation des données personnelles est terminée. L’empreinte à clé est conservée.',
    'erasure-begun': ({ method }) =>
      `L’effacement a été demandé, ${method}. Tout a été effacé sauf l’adresse, conservée pour le dernier e-mail.`,
    erased: () => 'L’effacement est terminé. L’empreinte à clé est conservée.',
  },
  mailed: {
    owed: (mail) => `En attente d’envoi : ${mail}.`,
    sent: (mail, when) => `Envoyé le ${when} : ${mail}.`,
    givenUp: (mail, when) => `Envoi abandonné le ${when} : ${mail}.`,
  },
  method: {
    link: 'avec le lien d’un e-mail',
    'one-click': 'en un clic dans une messagerie',
    preferences: 'sur la page de préférences',
    'my-data': 'sur la page des données conservées',
    officer: 'par un responsable',
    list: 'par une liste importée',
  },
  reason: {
    'too-many': 'trop d’e-mails',
    'not-relevant': 'pas d’intérêt',
    'never-asked': 'jamais demandé',
    'no-longer-supporting': 'fin du soutien',
  },
  requestType: {
    access: 'accès',
    portability: 'portabilité',
    rectification: 'rectification',
    erasure: 'effacement',
    restriction: 'limitation',
    objection: 'opposition',
    complaint: 'réclamation',
  },
  requestEvent: {
    received: 'Reçue',
    'identity-asked': 'Preuve d’identité demandée',
    'identity-recorded': 'Identité prouvée',
    'clarification-asked': 'Précision demandée',
    'clarification-recorded': 'Précision reçue',
    'fee-asked': 'Paiement demandé',
    'fee-recorded': 'Paiement reçu',
    acknowledged: 'Accusé de réception envoyé',
    started: 'Traitement commencé',
    extended: 'Délai prolongé',
    fulfilled: 'Satisfaite',
    refused: 'Refusée',
    withdrawn: 'Retirée',
    noted: 'Note',
    attached: 'Pièce jointe',
    'data-subject-erased': 'La personne a effacé ses données avant la réponse',
  },
  certificate: {
    title: 'Certificat d’effacement',
    states: (organisation, request) =>
      `${organisation} certifie que les données personnelles de la personne enregistrée sous le code ci-dessous ont été effacées de son système d’envoi, à la suite de la demande ${request} (RGPD britannique, article 17).`,
    underway:
      'L’effacement est encore en cours. Ce document ne certifie rien pour l’instant. Redemandez-le quand la demande sera satisfaite.',
    broken:
      'La fiche de cette personne n’a pas pu être vérifiée : quelque chose a été modifié dans le registre après y avoir été écrit. Consultez la fiche pour savoir quoi avant de vous fier à ce document.',
    request: 'Demande',
    subject: 'Code de la fiche, calculé à partir de l’adresse avec une clé secrète',
    begun: 'Début de l’effacement',
    finished: 'Fin de l’effacement',
    issued: 'Document établi',
    erased: 'Ce qui a été effacé',
    erasedItems: [
      'l’adresse e-mail, le nom et la langue',
      'les sujets, les choix, et l’inscription à la liste',
      'les preuves des inscriptions : adresses réseau, navigateurs, saisies dans les formulaires',
      'les copies des données qui attendaient d’être téléchargées',
      'les coordonnées et les notes dans les demandes de cette personne',
    ],
    kept: 'Ce qui est conservé, et pourquoi',
    keptItems: {
      'keyed-hash':
        'Le code ci-dessus, pour ne pas écrire à la personne par erreur (RGPD britannique, article 21(3)). Il ne permet pas de retrouver l’adresse.',
      'pseudonymous-ledger':
        'Sous ce code, ce qui s’est passé et quand, sans nom, ni adresse, ni autre détail, pour montrer qu’il y avait un consentement et que l’effacement a été fait (RGPD britannique, articles 5(2) et 17(3)(e)).',
    },
    backups: (until) =>
      `Les sauvegardes peuvent contenir les données jusqu’au ${until}. Elles ne sont utilisées que si la base est perdue. Dans ce cas, l’effacement est refait avant tout envoi.`,
    notified: 'À qui il a été demandé d’effacer aussi ces données (RGPD britannique, article 19)',
    nobodyNotified: 'Personne : les réglages ne nomment aucun destinataire.',
    proof: 'Preuve',
    proves:
      'Ces entrées figurent au registre, auquel on ne peut qu’ajouter. Chaque empreinte est calculée à partir de toute l’entrée et de l’entrée précédente.',
    event: (title, sequence) => `${title} : entrée ${sequence}`,
    eventId: 'Identifiant',
    hash: 'Empreinte',
    seal: (number, when) => `Dans le sceau ${number} du ${when}, dont l’empreinte est`,
    notSealed:
      'Pas encore scellé. Les nouvelles entrées sont scellées une fois par jour : établissez de nouveau ce document demain.',
    check: 'Comment le vérifier',
    checks: {
      download: 'Téléchargez le fichier de la demande et décompressez-le :',
      verify: 'Vérifiez-le. Toutes les entrées doivent être intactes, y compris la dernière indiquée ici :',
      compare:
        'seal-mail.eml est l’e-mail du sceau nommé ci-dessus, tel qu’il a été conservé dans la boîte de protection des données. Il a été envoyé à la création du sceau et doit indiquer la même empreinte.',
    },
    signature: 'Pour le dossier',
    signedBy: 'Nom',
    role: 'Fonction',
    signed: 'Date et signature',
  },
  digest: {
    subject: (overdue, soon, waiting) =>
      `Demandes : ${overdue} en retard, ${soon} à traiter sous une semaine, ${waiting} en attente`,
    heading: (day) => `Les demandes au ${day}`,
    body: (organisation) =>
      `Ces demandes adressées à ${organisation} appellent votre attention. Les noms et les adresses ne figurent que dans le registre. Cherchez chaque demande par son numéro.`,
    overdue: 'En retard',
    soon: 'À traiter sous sept jours',
    waiting: 'En attente d’une réponse, délai suspendu',
    outcome: 'Réclamations dont il a été accusé réception, à traiter sans retard injustifié',
    due: (id, type, day) => `${id}, ${type} : à traiter au plus tard le ${day}`,
    stopped: (id, type, what) => `${id}, ${type} : attend ${awaited[what]}`,
    acknowledged: (id, type, since) => `${id}, ${type} : reçue le ${since}`,
    more: (count) => `et ${count} autres`,
    held: 'Les nouvelles inscriptions attendent leur e-mail de confirmation',
    heldBecause: {
      bounces: 'Trop d’e-mails de confirmation n’ont pas pu être remis depuis un jour.',
      complaints:
        'Trop de personnes ont signalé des e-mails de confirmation comme indésirables depuis un jour.',
      unconfirmed:
        'Presque aucune inscription n’a été confirmée depuis un jour. Des robots utilisent peut-être un formulaire.',
    },
    why: (organisation) =>
      `Vous recevez cet e-mail parce que cette boîte est celle de la protection des données ${de(organisation)}. Nous ne l’envoyons pas les jours où aucune échéance n’approche.`,
  },
}
