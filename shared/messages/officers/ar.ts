import type { OfficerMessages } from './messages.ts'

const on = (place: string | undefined) => (place ? ` على ${place}` : '')
const ofMail = (about: number | undefined) => (about === undefined ? '' : ` (رسالة الحدث ${about})`)
const awaited = { identity: 'إثبات الهوية', fee: 'دفع الرسم', clarification: 'توضيحًا' } as const

export const ar: OfficerMessages = {
  refusal: {
    notNow: (allowed) => `لا يمكن فعل هذا في المرحلة الحالية من الطلب. ما يمكن فعله الآن: ${allowed}.`,
    notForThisType: 'لا يمكن فعل هذا مع طلب من هذا النوع.',
    tooLate: (lastDay) =>
      `كان يجب الإخطار بالتمديد في موعد أقصاه ${lastDay}، خلال الشهر الأول (المادة 12(3) من UK GDPR).`,
    clockStopped: 'المهلة متوقفة. سجّل الإجابة المنتظرة أولًا، ثم مدّد المهلة.',
    ground: (allowed) => `اذكر السبب. الأسباب المسموح بها هنا: ${allowed || 'لا شيء'}.`,
    exemption: 'اذكر الاستثناء في "exemption"، مثل "DPA 2018 Sch 2 para 19".',
    note: 'أضف شرحًا في "note".',
    day: (earliest, latest) => `يجب أن يكون اليوم بين ${earliest} و${latest}.`,
    underway: 'بدأت العملية وستستمر تلقائيًا. أعد الإجراء بعد بضع دقائق.',
  },
  blocked: {
    restricted: 'السجل مقيّد. ارفع التقييد أولًا، أو دع الشخص يمحو بياناته في صفحته الخاصة.',
    othersOpen: 'ما زالت لهذا الشخص طلبات أخرى مفتوحة. أجب عنها أولًا، لأن البيانات التي تتعلق بها ستُمحى.',
    noAddress:
      'لا يوجد عنوان مسجل لإرسال رابط إليه. نزّل النسخة وسلّمها، ثم أتمّ الطلب مع "delivery": "by-hand".',
    tooLarge: 'النسخة أكبر من أن تُرسل برابط. نزّلها وسلّمها، ثم أتمّ الطلب مع "delivery": "by-hand".',
  },
  invalid: {
    oneOf: (allowed) => `استخدم واحدًا من: ${allowed}`,
    reason: (allowed) => `اذكر في الترويسة سبب الاطلاع. استخدم واحدًا من: ${allowed}`,
    date: 'اكتب تاريخًا صحيحًا، مثل 2026-11-25',
    emailOrName: 'اكتب عنوان البريد الإلكتروني للشخص أو اسمه',
    text: (atMost) => `اكتب نصًا لا يزيد على ${atMost} حرفًا`,
    version: 'استخدم رقم الإصدار الذي قرأته، وهو عدد صحيح',
    cursor: 'استخدم "next" من الصفحة السابقة كما هو',
    csv: 'أرسل القائمة بصيغة text/csv',
    rows: (atMost) => `لا ترسل أكثر من ${atMost} صف في المرة الواحدة. قسّم الملف`,
    column: 'يجب أن يحتوي الصف الأول على عمود باسم "email"',
    notCounted: 'لم يُحصَ شيء بعد. تُعدّ الأرقام مرة في اليوم',
    people: (atMost) => `اذكر من 1 إلى ${atMost} شخص، كلًا بواسطة "email" أو "supporterId"`,
  },
  askedTooMany: (perDay) =>
    `يمكن للموظف أن يسأل عن ${perDay} شخص في اليوم، لأن كل إجابة تكشف من هو معروف لدينا. أعد السؤال بعد منتصف الليل بالتوقيت العالمي، أو اقرأ قائمة المراسلة.`,
  timeline: {
    'sign-up-requested': ({ form, place, topics }) => `مُلئ النموذج «${form}»${on(place)} وطُلب: ${topics}.`,
    'soft-opted-in': ({ form, place, topics }) =>
      `قُدّمت البيانات في النموذج «${form}»${on(place)} دون رفض الرسائل عن: ${topics}.`,
    'confirmation-resent': () => 'طُلب رابط تأكيد جديد.',
    'sign-up-repeated': ({ form, place }) => `مُلئ النموذج «${form}»${on(place)} مرة أخرى دون طلب شيء جديد.`,
    confirmed: ({ topics }) => `جرى التأكيد بواسطة الرابط في الرسالة. الموافقة على رسائل عن: ${topics}.`,
    withdrawn: ({ method }) => `أُلغي الاشتراك ${method}.`,
    'sign-up-cancelled': () => 'رُفضت المواضيع الإضافية المطلوبة.',
    'withdrawal-undone': ({ topics }) => `جرى التراجع عن إلغاء الاشتراك. المواضيع: ${topics}.`,
    'withdrawal-explained': ({ reason }) => `ذُكر سبب إلغاء الاشتراك: ${reason}.`,
    'preferences-changed': ({ topics, pausedUntil }) =>
      `حُفظت التفضيلات. المواضيع: ${topics || 'لا شيء'}${pausedUntil ? `. الرسائل متوقفة مؤقتًا حتى ${pausedUntil}` : ''}.`,
    bounced: ({ about }) => `يقول مزود البريد إن الصندوق لا يستقبل الرسائل${ofMail(about)}.`,
    'soft-bounced': ({ about }) => `لم يتمكن مزود البريد من التسليم حاليًا${ofMail(about)}.`,
    delivered: ({ about }) => `سلّم مزود البريد الرسالة${ofMail(about)}.`,
    delayed: ({ about }) => `ما زال مزود البريد يحاول التسليم${ofMail(about)}.`,
    complained: ({ about }) => `جرى الإبلاغ عن رسالة غير مرغوبة${ofMail(about)}.`,
    objected: ({ method }) => `جرى الاعتراض على كل الرسائل، ${method}. يجب ألا تُرسل أي رسائل بعد الآن.`,
    'my-data-link-requested': () => 'طلب أحدهم روابط هذا العنوان.',
    restricted: () => 'قُيّد السجل: يُحفظ ولا يُستخدم.',
    'restriction-lifted': () => 'رُفع التقييد.',
    rectified: () => 'صُحّح الاسم أو أُزيل.',
    exported: ({ method }) => `أُعدّت نسخة من كل ما يُحتفظ به، ${method}.`,
    'address-change-requested': () => 'طُلب إرسال الرسائل إلى عنوان آخر.',
    'address-change-stopped': () => 'أُوقف تغيير العنوان من هذا العنوان.',
    'address-change-offered': () => 'طلب أحدهم إرسال الرسائل إلى هذا العنوان بدلًا من عنوان آخر.',
    'address-changed-to': ({ other }) =>
      `تغيّر العنوان إلى عنوان آخر، السجل ${other}. لا تُحفظ هنا بيانات شخصية.`,
    'address-changed-from': ({ other, topics }) =>
      `تغيّر العنوان من عنوان آخر، السجل ${other}. المواضيع: ${topics}.`,
    lapsed: () => 'لم يُؤكَّد ما طُلب في الوقت المحدد فمُحي.',
    expired: () => 'انقضت مدة الاحتفاظ بالبيانات الشخصية. تبقى البصمة ذات المفتاح.',
    'erasure-begun': ({ method }) =>
      `طُلب المحو، ${method}. مُحي كل شيء عدا العنوان، المحتفظ به للرسالة الأخيرة.`,
    erased: () => 'اكتمل المحو. تبقى البصمة ذات المفتاح.',
  },
  mailed: {
    owed: (mail) => `بانتظار الإرسال: ${mail}.`,
    sent: (mail, when) => `أُرسلت في ${when}: ${mail}.`,
    givenUp: (mail, when) => `تعذّر الإرسال وتوقفنا عن المحاولة في ${when}: ${mail}.`,
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
    acknowledged: 'أُكّد الاستلام',
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
    underway: 'ما زال المحو جاريًا. لا تشهد هذه الوثيقة بشيء بعد. اطلبها من جديد بعد إنجاز الطلب.',
    broken:
      'تعذّر التحقق من سجل هذا الشخص: تغيّر شيء في الدفتر بعد كتابته. ابحث عن السجل لترى ما تغيّر قبل أن تعتمد على هذه الوثيقة.',
    request: 'الطلب',
    subject: 'رمز السجل، يُحسب من العنوان بمفتاح سري',
    begun: 'بدء المحو',
    finished: 'انتهاء المحو',
    issued: 'أُعدّت هذه الوثيقة',
    erased: 'ما مُحي',
    erasedItems: [
      'عنوان البريد الإلكتروني والاسم واللغة',
      'المواضيع والاختيارات، وما إذا كان الشخص في القائمة البريدية',
      'ما أثبت الاشتراكات: عناوين الشبكة والمتصفحات وما كُتب في النماذج',
      'نسخ البيانات التي كانت بانتظار التنزيل',
      'بيانات الاتصال والملاحظات في طلبات هذا الشخص',
    ],
    kept: 'ما يبقى، ولماذا',
    keptItems: {
      'keyed-hash':
        'الرمز أعلاه، كي لا يُراسَل الشخص عن طريق الخطأ (المادة 21(3) من اللائحة البريطانية). ولا يمكن استخراج العنوان منه.',
      'pseudonymous-ledger':
        'تحت ذلك الرمز، ما حدث ومتى، دون اسم أو عنوان أو أي تفصيل آخر، لبيان أن الموافقة كانت موجودة وأن المحو قد تم (المادتان 5(2) و17(3)(هـ) من اللائحة البريطانية).',
    },
    backups: (until) =>
      `قد تبقى البيانات في النسخ الاحتياطية حتى ${until}. ولا تُستخدم إلا إذا فُقدت قاعدة البيانات، وعندئذ يُعاد المحو قبل إرسال أي شيء.`,
    notified: 'الجهات الأخرى التي طُلب منها محوها (المادة 19 من اللائحة البريطانية)',
    nobodyNotified: 'لا أحد: لا تذكر الإعدادات أي جهة متلقية.',
    proof: 'ما يثبت ذلك',
    proves:
      'هذه القيود في الدفتر الذي لا يمكن إلا الإضافة إليه. وتُحسب كل بصمة من القيد كاملًا ومن القيد الذي قبله.',
    event: (title, sequence) => `${title}: القيد ${sequence}`,
    eventId: 'المعرّف',
    hash: 'البصمة',
    seal: (number, when) => `في الختم ${number} بتاريخ ${when}، وبصمته`,
    notSealed: 'لم يُختم بعد. تُختم القيود الجديدة مرة في اليوم. أعدّ هذه الوثيقة من جديد غدًا.',
    check: 'كيف يُتحقق منه',
    checks: {
      download: 'نزّل ملف الطلب وفك ضغطه:',
      verify: 'تحقق منه. يجب أن تكون كل القيود سليمة، ومنها الأخير المذكور هنا:',
      compare:
        'seal-mail.eml هي رسالة الختم المذكور أعلاه كما حُفظت في صندوق الخصوصية. أُرسلت عند إنشاء الختم، ويجب أن تظهر فيها البصمة نفسها.',
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
      `طلبات البيانات هذه لدى ${organisation} تحتاج إلى متابعة. الأسماء والعناوين في السجل وحده. ابحث عن كل طلب برقمه.`,
    overdue: 'متأخرة',
    soon: 'مستحقة خلال سبعة أيام',
    waiting: 'بانتظار إجابة، والمهلة متوقفة',
    outcome: 'شكاوى أُكّد استلامها، ونتيجتها مستحقة دون تأخير لا مبرر له',
    due: (id, type, day) => `${id}، ${type}: مستحق في ${day}`,
    stopped: (id, type, what) => `${id}، ${type}: ينتظر ${awaited[what]}`,
    acknowledged: (id, type, since) => `${id}، ${type}: ورد في ${since}`,
    more: (count) => `و${count} غيرها`,
    why: (organisation) =>
      `تصلك هذه الرسالة لأن هذا صندوق الخصوصية لدى ${organisation}. لا نرسلها في الأيام التي لا يُستحق فيها شيء.`,
  },
}
