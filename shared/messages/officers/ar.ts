import type { OfficerMessages } from './messages.ts'

const on = (place: string | undefined) => (place ? ` على ${place}` : '')
const ofMail = (about: number | undefined) => (about === undefined ? '' : ` (رسالة الحدث ${about})`)
const awaited = { identity: 'إثبات الهوية', fee: 'دفع الرسم', clarification: 'توضيحًا' } as const

export const ar: OfficerMessages = {
  refusal: {
    notNow: (allowed) => `حالة الطلب لا تسمح بهذا. ما يمكن فعله الآن: ${allowed}.`,
    notForThisType: 'لا يمكن فعل هذا مع طلب من هذا النوع.',
    tooLate: (lastDay) =>
      `كان يجب الإخطار بالتمديد حتى ${lastDay}، خلال الشهر الأول (المادة 12(3) من UK GDPR).`,
    clockStopped: 'المهلة متوقفة: سجّل الإجابة المنتظرة أولًا، ثم مدّد.',
    ground: (allowed) => `اذكر السبب؛ ويمكن أن يكون هنا: ${allowed || 'لا شيء'}.`,
    exemption: 'اذكر الاستثناء في "exemption"، مثل "DPA 2018 Sch 2 para 19".',
    note: 'يحتاج هذا إلى شرح في "note".',
    day: (earliest, latest) => `يجب أن يكون اليوم بين ${earliest} و${latest}.`,
    underway: 'بدأ العمل وهو مستمر من تلقاء نفسه. أعد الإجراء بعد قليل.',
  },
  blocked: {
    restricted: 'السجل مقيّد: ارفع التقييد أولًا، أو دع الشخص يمحوه في صفحته الخاصة.',
    othersOpen: 'ما زالت لهذا الشخص طلبات أخرى مفتوحة. أجب عنها أولًا: فموضوعها سيزول.',
    noAddress:
      'لا يوجد عنوان مسجل لإرسال رابط إليه. نزّل النسخة وسلّمها، ثم أتمّ الطلب مع "delivery": "by-hand".',
    tooLarge: 'النسخة أكبر من أن تُرسل برابط. نزّلها وسلّمها، ثم أتمّ الطلب مع "delivery": "by-hand".',
  },
  invalid: {
    oneOf: (allowed) => `استخدم واحدًا من: ${allowed}`,
    date: 'اكتب يومًا موجودًا، مثل 2026-11-25',
    emailOrName: 'اكتب عنوان البريد الإلكتروني للشخص أو اسمه',
    text: (atMost) => `اكتب نصًا لا يزيد على ${atMost} حرفًا`,
    version: 'استخدم رقم الإصدار الذي قرأته، عددًا صحيحًا',
    cursor: 'استخدم "next" من الصفحة السابقة كما هو',
    csv: 'أرسل القائمة بصيغة text/csv',
    rows: (atMost) => `${atMost} صف على الأكثر في المرة: قسّم الملف`,
    column: 'يجب أن يسمي الصف الأول عمودًا "email"',
    notCounted: 'لم يُعدّ شيء بعد؛ تُعدّ الأرقام مرة في اليوم',
    people: (atMost) => `اذكر من 1 إلى ${atMost} شخص، كلًا بواسطة "email" أو "supporterId"`,
  },
  timeline: {
    requested: ({ form, place, topics }) => `ملأ الاستمارة «${form}»${on(place)} وطلب: ${topics}.`,
    'soft-opted-in': ({ form, place, topics }) =>
      `قدّم بياناته في الاستمارة «${form}»${on(place)} ولم يرفض الرسائل عن: ${topics}.`,
    'confirmation-resent': () => 'طلب رابط تأكيد جديدًا.',
    'sign-up-repeated': ({ form, place }) =>
      `ملأ الاستمارة «${form}»${on(place)} مرة أخرى ولم يطلب شيئًا جديدًا.`,
    confirmed: ({ topics }) => `أكّد بواسطة الرابط في الرسالة. وافق على رسائل عن: ${topics}.`,
    withdrawn: ({ method }) => `ألغى الاشتراك ${method}.`,
    'request-cancelled': () => 'رفض المواضيع الإضافية المطلوبة.',
    returned: ({ topics }) => `تراجع عن المغادرة، من أجل: ${topics}.`,
    'departure-explained': ({ reason }) => `ذكر سبب المغادرة: ${reason}.`,
    'preferences-changed': ({ topics, pausedUntil }) =>
      `حفظ تفضيلاته. يريد: ${topics || 'لا شيء'}${pausedUntil ? `، ولا رسائل قبل ${pausedUntil}` : ''}.`,
    bounced: ({ about }) => `يقول مزود البريد إن الصندوق لا يستقبل الرسائل${ofMail(about)}.`,
    'soft-bounced': ({ about }) => `لم يتمكن مزود البريد من التسليم حاليًا${ofMail(about)}.`,
    delivered: ({ about }) => `سلّم مزود البريد الرسالة${ofMail(about)}.`,
    delayed: ({ about }) => `ما زال مزود البريد يحاول التسليم${ofMail(about)}.`,
    complained: ({ about }) => `أبلغ عن رسالة مزعجة${ofMail(about)}.`,
    objected: ({ method }) => `اعترض على كل الرسائل، ${method}. لا يُراسل بعد الآن أبدًا.`,
    'link-requested': () => 'طلب أحدهم روابط هذا العنوان.',
    restricted: () => 'قُيّد السجل: يُحفظ ولا يُستخدم.',
    'restriction-lifted': () => 'رُفع التقييد.',
    rectified: () => 'صُحّح الاسم أو أُزيل.',
    exported: ({ method }) => `أُعدّت له نسخة من كل ما يُحتفظ به، ${method}.`,
    'move-requested': () => 'طلب أن تصله الرسائل على عنوان آخر.',
    'move-stopped': () => 'أُوقف تغيير العنوان من هذا العنوان.',
    'move-offered': () => 'طلب أحدهم أن تصله رسائله على هذا العنوان بدلًا من آخر.',
    'moved-away': ({ other }) => `انتقل إلى عنوان آخر، السجل ${other}. لا يُحفظ هنا شيء شخصي.`,
    'moved-here': ({ other, topics }) => `جاء من عنوان آخر، السجل ${other}. تصله رسائل عن: ${topics}.`,
    lapsed: () => 'لم يُؤكَّد ما طُلب في الوقت المحدد فنُسي.',
    expired: () => 'انقضت مدة الاحتفاظ بما هو شخصي. تبقى البصمة ذات المفتاح.',
    'erasure-begun': ({ method }) =>
      `طُلب المحو، ${method}. مُحي كل شيء عدا العنوان، المحتفظ به للرسالة الأخيرة.`,
    erased: () => 'اكتمل المحو. تبقى البصمة ذات المفتاح.',
  },
  mail: {
    confirmation: 'رسالة التأكيد',
    welcome: 'رسالة الترحيب',
    'already-subscribed': 'الرسالة التي تقول إنه مشترك بالفعل',
    'soft-opt-in': 'الرسالة التي تشرح كيفية المغادرة',
    'my-data': 'الرسالة التي فيها روابط بياناته',
    export: 'رسالة فيها رابط نسخة البيانات',
    erasure: 'الرسالة الأخيرة، عن المحو',
    move: 'الرسالة التي تسأل عن استخدام هذا العنوان',
    'move-notice': 'إشعار تغيير العنوان',
  },
  mailed: {
    owed: (mail) => `${mail} لم تُرسل بعد.`,
    sent: (mail, when) => `${mail} أُرسلت في ${when}.`,
    givenUp: (mail, when) => `${mail} تُخلّي عنها في ${when}.`,
  },
  method: {
    link: 'بواسطة الرابط في رسالة',
    'one-click': 'بنقرة واحدة في برنامج البريد',
    preferences: 'في صفحة تفضيلاته',
    'my-data': 'في صفحته الخاصة',
    officer: 'بواسطة مسؤول',
    list: 'بواسطة قائمة مستوردة',
  },
  reason: {
    'too-many': 'رسائل كثيرة جدًا',
    'not-relevant': 'لا تهمه',
    'never-asked': 'لم يطلبها قط',
    'no-longer-supporting': 'لم يعد يدعمنا',
  },
  requestType: {
    access: 'اطلاع',
    portability: 'نقل البيانات',
    rectification: 'تصحيح',
    erasure: 'محو',
    restriction: 'تقييد',
    objection: 'اعتراض',
    complaint: 'شكوى',
  },
  digest: {
    subject: (overdue, soon, waiting) =>
      `طلبات البيانات: متأخرة ${overdue}، مستحقة خلال أسبوع ${soon}، منتظرة ${waiting}`,
    heading: (day) => `طلبات البيانات في ${day}`,
    body: (organisation) =>
      `ما يحتاج إلى متابعة في سجل ${organisation}. الأسماء والعناوين في السجل وحده؛ ابحث عن كل طلب برقمه.`,
    overdue: 'متأخرة',
    soon: 'مستحقة خلال سبعة أيام',
    waiting: 'بانتظار إجابة، والمهلة متوقفة',
    outcome: 'شكاوى أُقرّ باستلامها، ونتيجتها مستحقة دون تأخير لا مبرر له',
    due: (id, type, day) => `${id}، ${type}: مستحق في ${day}`,
    stopped: (id, type, what) => `${id}، ${type}: ينتظر ${awaited[what]}`,
    acknowledged: (id, type, since) => `${id}، ${type}: ورد في ${since}`,
    more: (count) => `و${count} غيرها`,
    why: (organisation) =>
      `تصلك هذه الرسالة لأن هذا صندوق الخصوصية لدى ${organisation}. لا تأتي رسالة في يوم لا يستحق فيه شيء.`,
  },
}
