import type { ExportMessages } from './messages.ts'

export const fr: ExportMessages = {
  title: 'Ce que nous conservons sur vous',
  introduction: (organisation, when) =>
    `Voici une copie de tout ce que ${organisation} conserve sur vous dans son système d’envoi, au ${when}, et ce que vous devez en savoir.`,
  held: 'Votre fiche',
  nothingHeld: 'Nous ne conservons ni adresse, ni nom, ni choix de votre part.',
  fields: {
    email: 'Adresse e-mail',
    locale: 'Langue',
    status: 'Votre situation',
    topics: 'Sujets',
    since: 'Depuis',
    lawfulBasis: 'Ce qui nous permet de vous écrire',
    pausedUntil: 'En pause jusqu’au',
    restrictedSince: 'Conservé sans être utilisé depuis',
    request: 'Demandé et pas encore confirmé',
    supporterId: 'Code de votre fiche, calculé à partir de votre adresse avec une clé secrète',
  },
  statuses: {
    unknown: 'Vous n’êtes pas dans nos fichiers',
    pending: 'Vous avez demandé nos e-mails mais pas encore confirmé',
    subscribed: 'Vous recevez nos e-mails',
    unsubscribed: 'Vous vous êtes désinscrit',
    suppressed: 'Nous ne devons pas vous écrire',
  },
  bases: {
    consent: 'Vous l’avez accepté (consentement : article 6(1)(a) du RGPD britannique, PECR règle 22(2))',
    charity_soft_opt_in:
      'Vous nous avez soutenus ou contactés sans refuser nos e-mails (exception accordée aux organismes caritatifs : PECR règle 22(3A) ; intérêts légitimes : article 6(1)(f) du RGPD britannique)',
    legalObligation:
      'La preuve de ce que vous avez accepté, et le fait que nous ne devons pas vous écrire : la loi nous oblige à pouvoir le montrer (articles 6(1)(c), 7(1) et 21(3) du RGPD britannique)',
  },
  purposes: 'À quoi servent vos données',
  lawfulBases: 'Ce qui nous autorise à les utiliser',
  categories: 'Quelles données nous conservons',
  categoryItems: [
    'Contact : votre adresse e-mail, votre nom si vous l’avez donné, votre langue',
    'Choix : les sujets choisis, les pauses, si et quand vous avez donné votre accord ou vous êtes désinscrit',
    'Preuves : adresse réseau, navigateur, page où vous étiez, et contenu du formulaire envoyé',
    'E-mails : ceux que nous vous avons envoyés, quand, et s’ils ont pu être remis. Nous ne suivons ni les ouvertures ni les clics',
    'Demandes relatives à vos données : ce que vous avez demandé, quand, et ce qui a été fait',
  ],
  recipients: 'Qui les reçoit',
  hosting: (region) =>
    `Amazon Web Services, qui héberge notre base et envoie nos e-mails pour notre compte (région ${region})`,
  transfers: 'Transferts à l’étranger',
  noTransfers: 'Nous n’envoyons vos données vers aucun autre pays que ceux nommés ici.',
  retention: 'Combien de temps nous les gardons',
  retentionItems: ({ pendingDays, evidenceMonths, requestMonths, backupDays }) => [
    `Une inscription non confirmée : ${pendingDays} jours`,
    'Tant que vous êtes sur notre liste : jusqu’à votre désinscription ou votre demande d’effacement',
    `Après votre désinscription : ${evidenceMonths} mois, comme preuve. Ensuite, nous ne gardons qu’un code calculé à partir de votre adresse, pour ne pas vous écrire par erreur`,
    `Les demandes relatives à vos données : ${requestMonths} mois après leur clôture`,
    `Les sauvegardes : ${backupDays} jours au plus`,
    'Les dates et la nature de ce qui s’est passé, sous ce code et sans rien qui vous nomme : sans limite',
  ],
  source: 'D’où viennent vos données',
  sourceText:
    'De vous : les formulaires que vous avez envoyés, les liens que vous avez utilisés, ce que vous nous avez écrit. Votre fournisseur de messagerie nous dit si un message a pu être remis. Si quelqu’un d’autre a saisi votre adresse, elle nous vient de cette personne. Nous n’envoyons rien de plus à une adresse qui n’est jamais confirmée.',
  decisions: 'Décisions automatisées',
  noDecisions:
    'Nous ne prenons aucune décision automatisée qui aurait pour vous un effet juridique ou semblable, et nous ne faisons aucun profilage. Une seule chose est automatique : nous n’écrivons plus à une adresse qui refuse nos e-mails ou les signale comme indésirables.',
  rights: 'Vos droits',
  rightItems: [
    'Voir ce que nous conservons (accès) et l’emporter ailleurs (portabilité), avec cette copie',
    'Faire corriger les erreurs',
    'Faire effacer vos données',
    'En faire limiter l’usage',
    'Vous opposer à nos e-mails : nous cessons toujours immédiatement',
    'Retirer votre consentement à tout moment, avec le lien présent dans chacun de nos e-mails',
  ],
  exercise: (mailbox) => `Écrivez à ${mailbox}, ou utilisez les liens de nos e-mails. C’est gratuit.`,
  authority: 'En cas de réclamation',
  complain: (authority) =>
    `Dites-le-nous d’abord. Vous pouvez aussi à tout moment adresser une réclamation à : ${authority}`,
  history: 'Ce qui s’est passé, et quand',
  evidence: 'La preuve que c’était vous',
  evidenceText: 'Nous conservons cela comme preuve. Les numéros sont ceux des entrées ci-dessus.',
  entry: (sequence) => `Entrée ${sequence}`,
  evidenceFields: {
    ip: 'Adresse réseau',
    userAgent: 'Navigateur',
    page: 'Page',
    fields: 'Ce qui a été envoyé dans le formulaire',
  },
  requests: 'Vos demandes relatives à vos données',
  files: 'Les fichiers joints à cette page',
  fileItems: [
    'data.json : toutes les données, pour un autre programme, avec de quoi vérifier que rien n’a été modifié',
    'record.csv, history.csv, evidence.csv, requests.csv : les mêmes données en tableaux, pour un tableur',
  ],
  controller: 'Qui est responsable de vos données',
}
