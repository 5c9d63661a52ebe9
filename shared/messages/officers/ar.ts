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
    reason: (allowed) => `اذكر في الترويسة سبب الاطلاع، بواحد من: ${allowed}`,
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
    'sign-up-requested': ({ form, place, topics }) => `مُلئت الاستمارة «${form}»${on(place)} وطُلب: ${topics}.`,
    'soft-opted-in': ({ form, place, topics }) =>
      `قُدّمت البيانات في الاستمارة «${form}»${on(place)} دون رفض الرسائل عن: ${topics}.`,
    'confirmation-resent': () => 'طُلب رابط تأكيد جديد.',
    'sign-up-repeated': ({ form, place }) =>
      `مُلئت الاستمارة «${form}»${on(place)} مرة أخرى دون طلب شيء جديد.`,
    confirmed: ({ topics }) => `جرى التأكيد بواسطة الرابط في الرسالة. الموافقة على رسائل عن: ${topics}.`,
    withdrawn: ({ method }) => `أُلغي الاشتراك ${method}.`,
    'sign-up-cancelled': () => 'رُفضت المواضيع الإضافية المطلوبة.',
    'withdrawal-undone': ({ topics }) => `جرى التراجع عن المغادرة، من أجل: ${topics}.`,
    'withdrawal-explained': ({ reason }) => `ذُكر سبب المغادرة: ${reason}.`,
    'preferences-changed': ({ topics, pausedUntil }) =>
      `حُفظت التفضيلات. المطلوب: ${topics || 'لا شيء'}${pausedUntil ? `، ولا رسائل قبل ${pausedUntil}` : ''}.`,
    bounced: ({ about }) => `يقول مزود البريد إن الصندوق لا يستقبل الرسائل${ofMail(about)}.`,
    'soft-bounced': ({ about }) => `لم يتمكن مزود البريد من التسليم حاليًا${ofMail(about)}.`,
    delivered: ({ about }) => `سلّم مزود البريد الرسالة${ofMail(about)}.`,
    delayed: ({ about }) => `ما زال مزود البريد يحاول التسليم${ofMail(about)}.`,
    complained: ({ about }) => `جرى الإبلاغ عن رسالة مزعجة${ofMail(about)}.`,
    objected: ({ method }) => `جرى الاعتراض على كل الرسائل، ${method}. لا رسائل بعد الآن أبدًا.`,
    'my-data-link-requested': () => 'طلب أحدهم روابط هذا العنوان.',
    restricted: () => 'قُيّد السجل: يُحفظ ولا يُستخدم.',
    'restriction-lifted': () => 'رُفع التقييد.',
    rectified: () => 'صُحّح الاسم أو أُزيل.',
    exported: ({ method }) => `أُعدّت نسخة من كل ما يُحتفظ به، ${method}.`,
    'address-change-requested': () => 'طُلب إرسال الرسائل إلى عنوان آخر.',
    'address-change-stopped': () => 'أُوقف تغيير العنوان من هذا العنوان.',
    'address-change-offered': () => 'طلب أحدهم إرسال رسائل إلى هذا العنوان بدلًا من آخر.',
    'address-changed-to': ({ other }) => `جرى الانتقال إلى عنوان آخر، السجل ${other}. لا يُحفظ هنا شيء شخصي.`,
    'address-changed-from': ({ other, topics }) =>
      `جرى الانتقال من عنوان آخر، السجل ${other}. الرسائل عن: ${topics}.`,
    lapsed: () => 'لم يُؤكَّد ما طُلب في الوقت المحدد فنُسي.',
    expired: () => 'انقضت مدة الاحتفاظ بما هو شخصي. تبقى البصمة ذات المفتاح.',
    'erasure-begun': ({ method }) =>
      `طُلب المحو، ${method}. مُحي كل شيء عدا العنوان، المحتفظ به للرسالة الأخيرة.`,
    erased: () => 'اكتمل المحو. تبقى البصمة ذات المفتاح.',
  },
  mail: {
    confirmation: 'رسالة التأكيد',
    welcome: 'رسالة الترحيب',
    'already-subscribed': 'الرسالة التي تقول إن هذا العنوان مشترك بالفعل',
    'soft-opt-in': 'الرسالة التي تشرح كيفية المغادرة',
    'my-data': 'الرسالة التي فيها روابط البيانات',
    export: 'رسالة فيها رابط نسخة البيانات',
    erasure: 'الرسالة الأخيرة، عن المحو',
    'address-change': 'الرسالة التي تسأل عن استخدام هذا العنوان',
    'address-change-notice': 'إشعار تغيير العنوان',
  },
  mailed: {
    owed: (mail) => `${mail} لم تُرسل بعد.`,
    sent: (mail, when) => `${mail} أُرسلت في ${when}.`,
    givenUp: (mail, when) => `${mail} تُخلّي عنها في ${when}.`,
  },
  method: {
    link: 'بواسطة الرابط في رسالة',
    'one-click': 'بنقرة واحدة في برنامج البريد',
    preferences: 'في صفحة التفضيلات',
    'my-data': 'في صفحة البيانات المحفوظة',
    officer: 'بواسطة مسؤول',
    list: 'بواسطة قائمة مستوردة',
  },
  reason: {
    'too-many': 'رسائل كثيرة جدًا',
    'not-relevant': 'غير مهمة',
    'never-asked': 'لم تُطلب قط',
    'no-longer-supporting': 'انتهى الدعم',
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
  requestEvent: {
    received: 'ورد الطلب',
    'identity-asked': 'طُلب إثبات الهوية',
    'identity-recorded': 'أُثبتت الهوية',
    'clarification-asked': 'طُلب توضيح',
    'clarification-recorded': 'ورد التوضيح',
    'fee-asked': 'طُلب رسم',
    'fee-recorded': 'دُفع الرسم',
    acknowledged: 'أُقرّ بالاستلام',
    started: 'بدأ العمل',
    extended: 'مُدّدت المهلة',
    fulfilled: 'أُنجز',
    refused: 'رُفض',
    withdrawn: 'سُحب',
    noted: 'ملاحظة',
    attached: 'مرفق',
    'data-subject-erased': 'محا الشخص بياناته والطلب مفتوح',
  },
  certificate: {
    title: 'شهادة محو',
    states: (organisation, request) =>
      `تشهد ${organisation} بأن البيانات الشخصية للشخص المسجل تحت الرمز أدناه قد مُحيت من نظام المراسلة لديها، بناءً على الطلب ${request} (المادة 17 من اللائحة البريطانية لحماية البيانات).`,
    underway: 'المحو ما زال جاريًا. لا تشهد هذه الورقة بشيء بعد: اطلبها من جديد حين يتم الطلب.',
    broken:
      'سجل هذا الشخص لا يجتاز التحقق: تغيّر شيء في الدفتر بعد كتابته. ابحث عن السجل لترى ما هو قبل أن تعتمد على هذه الورقة.',
    request: 'الطلب',
    subject: 'رمز السجل، يُحسب من العنوان بمفتاح سري',
    begun: 'بدء المحو',
    finished: 'انتهاء المحو',
    issued: 'أُعدّت هذه الورقة',
    erased: 'ما مُحي',
    erasedItems: [
      'عنوان البريد الإلكتروني والاسم واللغة',
      'المواضيع والاختيارات، وهل كان الشخص في القائمة',
      'ما أثبت الاشتراكات: عناوين الشبكة والمتصفحات وما كُتب في الاستمارات',
      'نسخ البيانات التي كانت بانتظار التنزيل',
      'بيانات الاتصال والملاحظات في طلبات هذا الشخص',
    ],
    kept: 'ما يبقى، ولماذا',
    keptItems: {
      'keyed-hash':
        'الرمز أعلاه، كي لا يُكتب إلى الشخص عن طريق الخطأ (المادة 21(3) من اللائحة البريطانية). ولا يمكن استخراج العنوان منه.',
      'pseudonymous-ledger':
        'تحت ذلك الرمز، ما حدث ومتى، دون اسم أو عنوان أو أي تفصيل آخر، لبيان أن الموافقة كانت موجودة وأن المحو قد تم (المادتان 5(2) و17(3)(هـ) من اللائحة البريطانية).',
    },
    backups: (until) =>
      `قد تبقى البيانات في النسخ الاحتياطية حتى ${until}. لا تُستخدم إلا إذا فُقدت قاعدة البيانات، وعندئذ يُعاد المحو قبل إرسال أي شيء.`,
    notified: 'من أُبلغ ليمحوها أيضًا (المادة 19 من اللائحة البريطانية)',
    nobodyNotified: 'لا أحد: لا تسمي الإعدادات أي متلقٍّ.',
    proof: 'ما يثبت ذلك',
    proves:
      'هذه القيود في الدفتر الذي لا يمكن إلا الإضافة إليه. وتُحسب كل بصمة من كل ما يقوله القيد ومن القيد الذي قبله.',
    event: (title, sequence) => `${title}: القيد ${sequence}`,
    eventId: 'المعرّف',
    hash: 'البصمة',
    seal: (number, when) => `في الختم ${number} بتاريخ ${when}، وبصمته`,
    notSealed: 'لم يُختم بعد. يُختم كل جديد مرة في اليوم: أعدّ هذه الورقة غدًا.',
    check: 'كيف يُتحقق منه',
    checks: {
      download: 'نزّل ملف الطلب وفك ضغطه:',
      verify: 'تحقق منه. يجب أن تكون كل القيود سليمة، ومنها الأخير المذكور هنا:',
      compare:
        'seal-mail.eml هي رسالة الختم المذكور أعلاه كما حُفظت في صندوق الخصوصية: أُرسلت عند صنع الختم، ويجب أن تذكر البصمة نفسها.',
    },
    signature: 'للملف',
    signedBy: 'الاسم',
    role: 'الصفة',
    signed: 'التاريخ والتوقيع',
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
