import { Readable } from 'node:stream'
import { BEGINNING, readTable, type TableRow } from './table'

const fileOf = (content: string | Buffer) => {
  const bytes = Buffer.from(content as string)
  return { size: bytes.length, read: (start = 0, end = bytes.length) => Readable.from([bytes.subarray(start, end)], { objectMode: false }) }
}

async function all(content: string | Buffer, most: number) {
  const file = fileOf(content)
  const rows: TableRow[] = []
  for (let from: typeof BEGINNING | undefined = BEGINNING; from; ) {
    const part = await readTable(file, from, most)
    rows.push(...part.rows)
    if (part.broken) return { rows, brokenAt: part.next }
    from = part.next
  }
  return { rows }
}

const cells = ({ rows }: { rows: TableRow[] }) => rows.map((row) => row.cells)

describe('a table', () => {
  const text = '\ufeff姓名,住址\r\n王桂英,"新村1幢,101室"\n\n,,\n 李秀兰 ,"他说""好""\n两行"\r\n赵六,x'

  it.each([1, 2, 100])('is read with the lines that its rows end in, %d rows at a time', async (most) => {
    expect((await all(text, most)).rows).toEqual([
      { line: 1, cells: ['姓名', '住址'] },
      { line: 2, cells: ['王桂英', '新村1幢,101室'] },
      { line: 6, cells: ['李秀兰', '他说"好"\n两行'] },
      { line: 7, cells: ['赵六', 'x'] },
    ])
  })

  it('is read as Excel writes it, also where a piece of it alone looks like another encoding', async () => {
    // 姓名 and 王桂英 and 联通 in GB 18030; the bytes of the last are UTF-8 for something else.
    const bytes = Buffer.from('d0d5c3fb0d0acdf5b9f0d3a20d0ac1aacda80d0a', 'hex')
    expect(cells(await all(bytes, 1))).toEqual([['姓名'], ['王桂英'], ['联通']])
  })

  it('is read across the pieces in which it is looked at, wherever they end', async () => {
    for (const width of [997, 1_000, 1_003]) {
      const rows = Array.from({ length: 300 }, (_, n) => [`${n}`, '长'.repeat(width / 3), `"${n}`])
      const content = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')
      expect(cells(await all(content, 200))).toEqual(rows)
    }
  })

  it('is given up to where it cannot be read', async () => {
    const open = 'a,b\n1,2\n3,"4\n5,6\n'
    expect(await all(open, 100)).toEqual({
      rows: [
        { line: 1, cells: ['a', 'b'] },
        { line: 2, cells: ['1', '2'] },
      ],
      brokenAt: { byte: 8, line: 2 },
    })
    const { rows, brokenAt } = await all(`a\n1\n"${'x'.repeat(200_000)}"\n2\n`, 100)
    expect([rows.length, brokenAt]).toEqual([2, { byte: 4, line: 2 }])
  })

  it.each(['\r\n', ',,,\r\n', '"",""\n'])('may hold any number of rows without content, as %j', async (blank) => {
    const times = Math.ceil(150_000 / blank.length)
    const many = blank.repeat(times)
    expect(cells(await all(`a,b\n${many}1,"2\n${'x'.repeat(60_000)}"\n3,4\n${many}`, 100))).toEqual([
      ['a', 'b'],
      ['1', `2\n${'x'.repeat(60_000)}`],
      ['3', '4'],
    ])
    expect((await all(`a\n${many}1\n`, 1)).rows).toEqual([
      { line: 1, cells: ['a'] },
      { line: times + 2, cells: ['1'] },
    ])
  })

  it('may be empty', async () => {
    expect(await all('\n\r\n', 10)).toEqual({ rows: [] })
  })
})
