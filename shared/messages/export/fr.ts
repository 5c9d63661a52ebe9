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
    topics: 'Thèmes',
    since: 'Depuis',
    lawfulBasis: 'Ce qui nous permet de vous écrire',
    pausedUntil: 'Aucun e-mail avant',
    restrictedSince: 'Conservé sans être utilisé depuis',
    request: 'Demandé et pas encore confirmé',
    supporterId: 'Code de votre fiche, calculé à partir de votre adresse avec une clé secrète',
  },
  statuses: {
    unknown: 'Vous n’êtes pas dans nos fichiers',
    pending: 'Vous avez demandé nos e-mails sans encore confirmer',
    subscribed: 'Vous recevez nos e-mails',
    unsubscribed: 'Vous avez quitté notre liste',
    suppressed: 'Nous ne devons pas vous écrire',
  },
  bases: {
    consent: 'Vous l’avez accepté (consentement : article 6(1)(a) du RGPD britannique, PECR règle 22(2))',
    charity_soft_opt_in:
      'Vous nous avez soutenus ou contactés sans vous y opposer (PECR règle 22(3A) ; intérêts légitimes : article 6(1)(f) du RGPD britannique)',
    legalObligation:
      'La preuve de ce que vous avez accepté, et le fait qu’il ne faut pas vous écrire : la loi nous oblige à pouvoir les montrer (articles 6(1)(c), 7(1) et 21(3) du RGPD britannique)',
  },
  purposes: 'À quoi elles nous servent',
  lawfulBases: 'Ce qui nous y autorise',
  categories: 'Quelles sortes de données',
  categoryItems: [
    'Contact : votre adresse e-mail, votre nom si vous l’avez donné, votre langue',
    'Choix : les thèmes choisis, les pauses, si et quand vous avez accepté ou êtes parti',
    'Preuves : adresse réseau, navigateur, page où vous étiez, et contenu du formulaire envoyé',
    'Courrier : les messages que nous vous avons envoyés, quand, et s’ils ont pu être remis. Nous ne suivons ni les ouvertures ni les clics',
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
    'Tant que vous êtes sur la liste : jusqu’à votre départ ou votre demande d’effacement',
    `Après votre départ : ${evidenceMonths} mois, comme preuve. Ensuite, seul un code calculé à partir de votre adresse, pour ne pas vous écrire par erreur`,
    `Les demandes relatives à vos données : ${requestMonths} mois après leur clôture`,
    `Les sauvegardes : ${backupDays} jours au plus`,
    'Les dates et la nature de ce qui s’est passé, sous ce code et sans rien qui vous nomme : sans limite',
  ],
  source: 'D’où elles viennent',
  sourceText:
    'De vous : les formulaires envoyés, les liens pressés, ce que vous nous avez écrit. Votre fournisseur de messagerie nous dit si un message a pu être remis. Si quelqu’un d’autre a saisi votre adresse, elle vient de cette personne ; une adresse qui ne confirme jamais ne reçoit rien de plus.',
  decisions: 'Décisions automatisées',
  noDecisions:
    'Aucune qui aurait pour vous un effet juridique ou semblable, et aucun profilage. Une seule chose se fait d’elle-même : on n’écrit plus à une adresse qui refuse nos e-mails ou les signale comme indésirables.',
  rights: 'Vos droits',
  rightItems: [
    'Voir ce que nous conservons (accès), et l’emporter ailleurs (portabilité) : cette copie',
    'Faire corriger les erreurs',
    'Faire effacer vos données',
    'En faire limiter l’usage',
    'Vous opposer à nos envois : nous cessons aussitôt, toujours',
    'Retirer votre consentement à tout moment, par le lien présent dans chacun de nos e-mails',
  ],
  exercise: (mailbox) => `Écrivez à ${mailbox}, ou utilisez les liens de nos e-mails. C’est gratuit.`,
  authority: 'Si vous n’êtes pas satisfait',
  complain: (authority) =>
    `Dites-le-nous d’abord. Vous pouvez aussi à tout moment adresser une réclamation à : ${authority}`,
  history: 'Ce qui s’est passé, et quand',
  evidence: 'Ce qui montre que c’était vous',
  evidenceText: 'Conservé comme preuve, sous le numéro de l’entrée ci-dessus à laquelle cela se rapporte.',
  entry: (sequence) => `Entrée ${sequence}`,
  evidenceFields: {
    ip: 'Adresse réseau',
    userAgent: 'Navigateur',
    page: 'Page',
    fields: 'Envoyé dans le formulaire',
  },
  requests: 'Vos demandes relatives à vos données',
  files: 'Les fichiers à côté de cette page',
  fileItems: [
    'data.json : tout, pour un autre programme, avec de quoi vérifier que rien n’a changé',
    'record.csv, history.csv, evidence.csv, requests.csv : la même chose en tableaux, pour un tableur',
  ],
  controller: 'Qui est responsable',
}
