import { defineProblems } from '@yiwang/platform'

defineProblems({
  'invalid-identity-number': {
    status: 400,
    zh: '身份证号码不正确，请核对号码及校验码',
    en: 'This is not a valid identity number: check its digits and check digit',
  },
  'identity-number-registered': {
    status: 409,
    zh: '该身份证号码已有登记，请核对号码和姓名；确系此人现住本社区的，可申请迁入。',
    en: 'This identity number is registered already: check number and name. If they live here now, ask for the move.',
  },
  'registered-here': {
    status: 409,
    zh: '此人已登记在您的管理范围内，不必申请迁入。',
    en: 'They are registered within your own area: there is nothing to ask for.',
  },
  'the-city-stays': { status: 409, zh: '市本级不能调整隶属，也不能撤销', en: 'The city itself lies in nothing else, and does not end' },
  'area-not-in-force': { status: 409, zh: '该区划在这一天不存在', en: 'There is no such area on that day' },
  'area-as-it-is': { status: 400, zh: '现在就是这样，无需变更', en: 'It is so already: nothing would change' },
  'area-below-itself': { status: 400, zh: '不能是该区划本身或其下级', en: 'This is the area itself, or lies below it' },
  'area-level': {
    status: 400,
    zh: '层级不符：上级须高一层以上，接续的须为同级',
    en: 'The level does not fit: a parent stands above, a successor is of the same level',
  },
  'area-needs-successor': { status: 409, zh: '该区划还有下级，请先指定由谁接续', en: 'There are areas below it: name the one that takes its place' },
  'area-changed-too-often': { status: 409, zh: '该区划的变更记录已满', en: 'No further change of this area can be kept' },
  'not-a-year': { status: 400, zh: '应为四位年份，如 2027', en: 'This is not a year: write four digits, such as 2027' },
  'day-of-another-year': { status: 400, zh: '{day} 不在 {year} 年', en: '{day} is not a day of {year}' },
  'weekend-is-free': {
    status: 400,
    zh: '{day} 是周末，本来就休息，不必列为放假日',
    en: '{day} is of a weekend and free as it is: only weekdays are listed as off',
  },
  'weekday-is-worked': {
    status: 400,
    zh: '{day} 是周一至周五，本来就上班，不必列为调休上班日',
    en: '{day} is a weekday and worked as it is: only days of a weekend are listed as worked',
  },
  'notice-without-source': {
    status: 400,
    zh: '放假安排已公布的年份，请填写通知的名称（或文号）和日期',
    en: 'For a year whose notice is out, name the notice and its date',
  },
  'until-in-the-past': { status: 400, zh: '截止时间必须晚于现在', en: 'The end must lie in the future' },
  'hold-names-one': {
    status: 400,
    zh: '保全对象只能选一个：一名居民、一件工单，或本区域的一类记录',
    en: 'A hold is of one thing: a resident, a ticket, or a kind in an area',
  },
  'import-under-way': {
    status: 409,
    zh: '正在导入另一份名册，请等它完成后再试',
    en: 'Another table is being imported: try again when that is done',
  },
  'no-rows': {
    status: 400,
    zh: '文件中没有人员：首行为列名，人员从下一行起',
    en: 'The file holds nobody: its first row names the columns, people follow',
  },
  'unknown-column': { status: 400, zh: '不认识列名“{column}”，可用的列：{columns}', en: 'There is no column "{column}": known are {columns}' },
  'column-twice': { status: 400, zh: '列“{column}”重复', en: 'The column {column} stands there twice' },
  'missing-columns': { status: 400, zh: '缺少列：{columns}', en: 'Columns are missing: {columns}' },
  'file-gone': { status: 409, zh: '文件已过保存期，请重新上传', en: 'The file is no longer kept: send it again' },
  'too-many-cells': {
    status: 400,
    zh: '该行多于 {max} 列，请检查内容中的逗号是否加了引号',
    en: 'The row has more than {max} cells: is a comma in it quoted?',
  },
  'unreadable-characters': {
    status: 400,
    zh: '含有无法识别的字符，请将文件另存为 UTF-8',
    en: 'It holds characters that cannot be read: save the file as UTF-8',
  },
  'unreadable-row': {
    status: 400,
    zh: '从该行起无法读取：引号没有成对，或一行过长。其后的内容未导入',
    en: 'Nothing can be read from here on: a quotation mark is not closed, or a row has no end. What follows was not imported',
  },
  'as-registered': { status: 400, zh: '登记的就是这样，不用更正', en: 'It is registered so already: there is nothing to correct' },
  'corrected-at-counter': {
    status: 400,
    zh: '身份证号码不能在网上更正，请带身份证到社区窗口办理',
    en: 'An identity number is corrected at your community’s counter: bring your identity card',
  },
  'correction-open': {
    status: 409,
    zh: '这一项已经有一个更正申请在等待处理，可以先撤回再重新申请',
    en: 'A correction of this is waiting already: withdraw it first to propose another',
  },
  'entry-changed': {
    status: 409,
    zh: '登记信息刚有变动，没有更正。请看过现在的内容后再决定',
    en: 'The entry was changed meanwhile, and nothing was corrected: look at what it has now, and decide again',
  },
  'doubted-already': {
    status: 409,
    zh: '您已对这次查看提出疑问，答复会显示在这一条下面。',
    en: 'You have asked about this look already: the answer will stand below it.',
  },
  'last-four-needed': {
    status: 400,
    zh: '请填写身份证号码的最后四位。',
    en: 'Please give the last four characters of your identity number.',
  },
  'not-recognised': {
    status: 401,
    zh: '没有查到。请核对身份证号码最后四位；如果登记的不是这个手机号，请带身份证到社区窗口办理。',
    en: 'Nobody was found. Check the last four characters of your identity number; if another telephone is registered, bring your identity card to your community’s counter.',
  },
  'not-registered-so': {
    status: 404,
    zh: '本市没有以此姓名和身份证号登记的人，请核对证件。',
    en: 'Nobody is registered in this city under this name and number: look at the card once more.',
  },
  'not-registered': {
    status: 401,
    zh: '您还没有在本市登记。请带身份证到社区窗口办理登记，之后就可以登录。',
    en: 'You are not registered in this city yet: bring your identity card to your community’s counter, and sign in afterwards.',
  },
  'recognition-locked': {
    status: 429,
    zh: '这个号码今天输错次数过多，请明天再试，或用登录卡登录。',
    en: 'Too many wrong tries with this number today: try again tomorrow, or sign in with a card.',
  },
})
