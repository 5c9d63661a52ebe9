import { de } from '../french.ts'
import type { OfficerMessages } from './messages.ts'

const on = (place: string | undefined) => (place ? ` sur ${place}` : '')
const ofMail = (about: number | undefined) => (about === undefined ? '' : ` (e-mail de l’événement ${about})`)
const awaited = {
  identity: 'une preuve d’identité',
  fee: 'un paiement',
  clarification: 'une précision',
} as const

export const fr: OfficerMessages = {
  refusal: {
    notNow: (allowed) =>
      `La demande n’est pas dans un état qui le permet. Ce qui est possible maintenant : ${allowed}.`,
    notForThisType: 'Cela n’est pas possible pour une demande de ce type.',
    tooLate: (lastDay) =>
      `La prolongation devait être annoncée au plus tard le ${lastDay}, dans le premier mois (UK GDPR, art. 12(3)).`,
    clockStopped: 'Le délai est suspendu : enregistrez d’abord la réponse attendue, puis prolongez.',
    ground: (allowed) => `Indiquez le motif ; ici, il peut être : ${allowed || 'aucun'}.`,
    exemption: 'Nommez l’exemption dans « exemption », par exemple « DPA 2018 Sch 2 para 19 ».',
    note: 'Il faut une explication dans « note ».',
    day: (earliest, latest) => `Le jour doit se situer entre le ${earliest} et le ${latest}.`,
    underway: 'C’est commencé et continue tout seul. Refaites l’action dans un moment.',
  },
  blocked: {
    restricted:
      'La fiche est limitée : levez d’abord la limitation, ou laissez la personne l’effacer sur sa propre page.',
    othersOpen:
      'D’autres demandes de cette personne sont encore ouvertes. Répondez-y d’abord : leur objet aurait disparu.',
    noAddress:
      'Aucune adresse n’est enregistrée pour envoyer un lien. Téléchargez la copie, remettez-la, puis satisfaites la demande avec « delivery » : « by-hand ».',
    tooLarge:
      'La copie est trop grande pour être envoyée par lien. Téléchargez-la, remettez-la, puis satisfaites la demande avec « delivery » : « by-hand ».',
  },
  invalid: {
    oneOf: (allowed) => `Utilisez l’une de ces valeurs : ${allowed}`,
    reason: (allowed) =>
      `Dites dans l’en-tête pourquoi vous consultez, par l’une de ces valeurs : ${allowed}`,
    date: 'Indiquez un jour qui existe, sous la forme 2026-11-25',
    emailOrName: 'Donnez l’adresse e-mail de la personne, ou son nom',
    text: (atMost) => `Utilisez un texte de ${atMost} caractères au plus`,
    version: 'Utilisez la version que vous avez lue, un nombre entier',
    cursor: 'Utilisez « next » de la page précédente, sans le changer',
    csv: 'Envoyez la liste en text/csv',
    rows: (atMost) => `${atMost} lignes au plus à la fois : divisez le fichier`,
    column: 'La première ligne doit nommer une colonne « email »',
    notCounted: 'Rien n’a encore été compté ; les chiffres sont établis une fois par jour',
    people: (atMost) => `Nommez de 1 à ${atMost} personnes, chacune par « email » ou « supporterId »`,
  },
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
    withdrawn: ({ method }) => `Désabonnement ${method}.`,
    'sign-up-cancelled': () => 'Thèmes supplémentaires demandés, puis refusés.',
    'withdrawal-undone': ({ topics }) => `Départ annulé, pour : ${topics}.`,
    'withdrawal-explained': ({ reason }) => `Raison donnée : ${reason}.`,
    'preferences-changed': ({ topics, pausedUntil }) =>
      `Préférences enregistrées. Thèmes : ${topics || 'aucun'}${pausedUntil ? `, et aucun e-mail avant le ${pausedUntil}` : ''}.`,
    bounced: ({ about }) => `Le fournisseur dit que la boîte n’accepte pas d’e-mails${ofMail(about)}.`,
    'soft-bounced': ({ about }) => `Le fournisseur n’a pas pu livrer pour l’instant${ofMail(about)}.`,
    delivered: ({ about }) => `Le fournisseur a livré${ofMail(about)}.`,
    delayed: ({ about }) => `Le fournisseur essaie encore de livrer${ofMail(about)}.`,
    complained: ({ about }) => `Signalement comme courrier indésirable${ofMail(about)}.`,
    objected: ({ method }) => `Opposition à tout envoi, ${method}. Ne plus jamais écrire.`,
    'my-data-link-requested': () => 'Quelqu’un a demandé les liens de cette adresse.',
    restricted: () => 'La fiche a été limitée : elle est conservée sans être utilisée.',
    'restriction-lifted': () => 'La limitation a été levée.',
    rectified: () => 'Le nom a été corrigé ou retiré.',
    exported: ({ method }) => `Une copie de tout ce qui est conservé a été préparée, ${method}.`,
    'address-change-requested': () => 'Demande de recevoir les e-mails à une autre adresse.',
    'address-change-stopped': () => 'Le changement d’adresse a été arrêté depuis celle-ci.',
    'address-change-offered': () =>
      'Quelqu’un a demandé à recevoir des e-mails à cette adresse au lieu d’une autre.',
    'address-changed-to': ({ other }) =>
      `Passage à une autre adresse, fiche ${other}. Rien de personnel n’est gardé ici.`,
    'address-changed-from': ({ other, topics }) =>
      `Arrivée d’une autre adresse, fiche ${other}. E-mails sur : ${topics}.`,
    lapsed: () => 'Ce qui avait été demandé n’a pas été confirmé à temps et a été oublié.',
    expired: () => 'La durée de conservation de ce qui était personnel est passée. L’empreinte à clé reste.',
    'erasure-begun': ({ method }) =>
      `L’effacement a été demandé, ${method}. Tout a été effacé sauf l’adresse, gardée pour le dernier e-mail.`,
    erased: () => 'L’effacement est terminé. L’empreinte à clé reste.',
  },
  mail: {
    confirmation: 'e-mail de confirmation',
    welcome: 'e-mail de bienvenue',
    'already-subscribed': 'e-mail disant que cette adresse est déjà abonnée',
    'soft-opt-in': 'e-mail disant comment partir',
    'my-data': 'e-mail avec les liens vers les données',
    export: 'e-mail avec le lien vers la copie des données',
    erasure: 'dernier e-mail, au sujet de l’effacement',
    'address-change': 'e-mail qui demande d’utiliser cette adresse',
    'address-change-notice': 'avis du changement d’adresse',
  },
  mailed: {
    owed: (mail) => `Un ${mail} attend d’être envoyé.`,
    sent: (mail, when) => `Un ${mail} a été envoyé le ${when}.`,
    givenUp: (mail, when) => `Un ${mail} a été abandonné le ${when}.`,
  },
  method: {
    link: 'par le lien d’un e-mail',
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
      'L’effacement est encore en cours. Cette feuille ne certifie rien pour l’instant : redemandez-la quand la demande sera satisfaite.',
    broken:
      'La fiche de cette personne ne se vérifie pas : quelque chose a été changé dans le registre après avoir été écrit. Consultez la fiche pour savoir quoi, avant de vous fier à cette feuille.',
    request: 'Demande',
    subject: 'Code de la fiche, calculé à partir de l’adresse avec une clé secrète',
    begun: 'Début de l’effacement',
    finished: 'Fin de l’effacement',
    issued: 'Feuille établie',
    erased: 'Ce qui a été effacé',
    erasedItems: [
      'l’adresse e-mail, le nom et la langue',
      'les thèmes, les choix, et l’inscription à la liste',
      'ce qui prouvait les inscriptions : adresses réseau, navigateurs, saisies dans les formulaires',
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
      `Les sauvegardes peuvent contenir les données jusqu’au ${until}. Elles ne servent que si la base est perdue, et l’effacement est alors refait avant tout envoi.`,
    notified: 'Qui a été averti d’effacer à son tour (RGPD britannique, article 19)',
    nobodyNotified: 'Personne : les réglages ne nomment aucun destinataire.',
    proof: 'Ce qui le prouve',
    proves:
      'Ces entrées figurent au registre, auquel on ne peut qu’ajouter. Chaque empreinte est calculée sur tout ce que dit l’entrée et sur l’entrée précédente.',
    event: (title, sequence) => `${title} : entrée ${sequence}`,
    eventId: 'Identifiant',
    hash: 'Empreinte',
    seal: (number, when) => `Dans le sceau ${number} du ${when}, dont l’empreinte est`,
    notSealed:
      'Pas encore scellé. Tout ce qui est nouveau l’est une fois par jour : refaites cette feuille demain.',
    check: 'Comment le vérifier',
    checks: {
      download: 'Téléchargez le fichier de la demande et décompressez-le :',
      verify: 'Vérifiez-le. Toutes les entrées doivent être intactes, y compris la dernière nommée ici :',
      compare:
        'seal-mail.eml est l’e-mail du sceau nommé ci-dessus, tel qu’il a été gardé dans la boîte de protection des données : il a été envoyé à la création du sceau et doit nommer la même empreinte.',
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
      `Ce qui appelle votre attention dans le registre ${de(organisation)}. Les noms et les adresses ne sont que dans le registre ; cherchez chaque demande par son numéro.`,
    overdue: 'En retard',
    soon: 'À traiter sous sept jours',
    waiting: 'En attente d’une réponse, délai suspendu',
    outcome: 'Réclamations dont il a été accusé réception, à traiter sans retard injustifié',
    due: (id, type, day) => `${id}, ${type} : à traiter au plus tard le ${day}`,
    stopped: (id, type, what) => `${id}, ${type} : attend ${awaited[what]}`,
    acknowledged: (id, type, since) => `${id}, ${type} : reçue le ${since}`,
    more: (count) => `et ${count} de plus`,
    why: (organisation) =>
      `Vous recevez cet e-mail parce que ceci est la boîte de protection des données ${de(organisation)}. Aucun e-mail ne vient les jours où rien n’est à faire.`,
  },
}
