/** A quiet picture: the city's houses on one net. */
export function Net() {
  const houses = [
    [70, 96],
    [172, 60],
    [286, 108],
    [120, 190],
    [232, 208],
    [332, 214],
    [176, 300],
    [296, 312],
  ] as const
  const lines = [
    [0, 1],
    [1, 2],
    [0, 3],
    [1, 4],
    [2, 5],
    [3, 4],
    [4, 5],
    [3, 6],
    [4, 6],
    [4, 7],
    [5, 7],
    [6, 7],
  ] as const
  return (
    <svg viewBox="0 0 400 370" aria-hidden="true" className="login-net">
      {lines.map(([from, to]) => (
        <line key={`${from}-${to}`} x1={houses[from][0]} y1={houses[from][1]} x2={houses[to][0]} y2={houses[to][1]} />
      ))}
      {houses.map(([x, y]) => (
        <path key={`${x}-${y}`} d={`M${x - 15} ${y + 13}v-15l15-13 15 13v15z`} />
      ))}
    </svg>
  )
}
