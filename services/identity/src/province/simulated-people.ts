/** The demo city's, whose numbers nobody has (there is no district 320699), and one who is in no register. */
export const simulatedPeople = [
  { name: '王桂英', number: '320699194203150023' },
  { name: '陈志强', number: '320699197007080113' },
  { name: '周美华', number: '320699195009190464' },
  { name: '周建国', number: '320699194802120555' },
  { name: '赵无录', number: '320699196101019904' },
]
