import { type ThemeConfig, theme } from 'antd'

export type Mode = 'light' | 'dark'

/** Every colour of the portal. A quiet neutral ground, one accent, and colour for meaning only. */
const palettes = {
  light: {
    ground: '#f4f5f3',
    surface: '#ffffff',
    raised: '#ffffff',
    sunken: '#eceeeb',
    ink: '#1b2120',
    muted: '#55605d',
    line: '#dde1de',
    edge: '#868f8c',
    accent: '#0f6460',
    accentHover: '#0b4f4c',
    accentSoft: '#e2f0ee',
    accentInk: '#0b5450',
    onAccent: '#ffffff',
    nearSoft: '#fdf1d2',
    nearInk: '#7a4b00',
    lateSoft: '#fde7e4',
    lateInk: '#a3241b',
    calmSoft: '#e7f3e8',
    calmInk: '#22633a',
    infoSoft: '#e6eef8',
    infoInk: '#1f4f87',
    shade: '0 1px 2px rgb(20 30 28 / 6%), 0 4px 16px rgb(20 30 28 / 5%)',
  },
  dark: {
    ground: '#121615',
    surface: '#1a1f1e',
    raised: '#222827',
    sunken: '#0e1211',
    ink: '#e7ebe9',
    muted: '#a3aeaa',
    line: '#303836',
    edge: '#7c8884',
    accent: '#147a74',
    accentHover: '#17807a',
    accentSoft: '#17312f',
    accentInk: '#74cfc5',
    onAccent: '#ffffff',
    nearSoft: '#3a2d10',
    nearInk: '#f0c36a',
    lateSoft: '#43201d',
    lateInk: '#ff9f94',
    calmSoft: '#1a3322',
    calmInk: '#86d3a0',
    infoSoft: '#1c2c42',
    infoInk: '#9cc4f3',
    shade: '0 1px 2px rgb(0 0 0 / 40%), 0 4px 16px rgb(0 0 0 / 30%)',
  },
} as const

/** The system's Chinese face; the portal loads no font from anywhere. */
const font = '"PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", system-ui, sans-serif'

/** Letters and targets by where the page is used: the desk, the phone, the street kiosk. */
const sizes = {
  desk: { text: 14, control: 34, radius: 7 },
  phone: { text: 16, control: 48, radius: 10 },
  kiosk: { text: 30, control: 84, radius: 16 },
} as const

export type Size = keyof typeof sizes

/** `still`: the reader asked for reduced motion. */
export function antdTheme(mode: Mode, size: Size, still: boolean): ThemeConfig {
  const colour = palettes[mode]
  const { text, control, radius } = sizes[size]
  return {
    algorithm: mode === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      fontFamily: font,
      fontSize: text,
      controlHeight: control,
      controlHeightSM: control - 6,
      borderRadius: radius,
      colorPrimary: colour.accent,
      colorPrimaryHover: colour.accentHover,
      colorLink: colour.accentInk,
      colorLinkHover: colour.accent,
      colorError: colour.lateInk,
      colorErrorText: colour.lateInk,
      colorBgBase: colour.surface,
      colorBgContainer: colour.surface,
      colorBgElevated: colour.raised,
      colorBgLayout: colour.ground,
      colorText: colour.ink,
      colorTextBase: colour.ink,
      colorTextSecondary: colour.muted,
      colorTextDescription: colour.muted,
      colorTextPlaceholder: colour.muted,
      colorTextDisabled: colour.muted,
      colorBorder: colour.edge,
      colorBorderSecondary: colour.line,
      controlOutlineWidth: 3,
      wireframe: false,
      motion: !still,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', fontWeight: 500, defaultBorderColor: colour.line, primaryColor: colour.onAccent },
      Segmented: { trackBg: colour.sunken, itemColor: colour.muted, itemSelectedBg: colour.surface, itemSelectedColor: colour.accentInk },
      Select: { optionSelectedBg: colour.accentSoft, optionSelectedColor: colour.accentInk },
      Radio: { buttonSolidCheckedBg: colour.accent },
      Tooltip: { colorBgSpotlight: mode === 'dark' ? colour.raised : '#26302e', colorTextLightSolid: '#f3f6f5' },
    },
  }
}

/** The same tokens for the style sheets: `var(--ink)`, `var(--text)` … */
export function applyTokens(mode: Mode, size: Size): void {
  const root = document.documentElement
  root.dataset.mode = mode
  root.dataset.size = size
  root.style.colorScheme = mode
  const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  for (const [name, value] of Object.entries(palettes[mode])) root.style.setProperty(`--${kebab(name)}`, value)
  root.style.setProperty('--font', font)
  root.style.setProperty('--text', `${sizes[size].text / 16}rem`)
  root.style.setProperty('--control', `${sizes[size].control / 16}rem`)
  root.style.setProperty('--radius', `${sizes[size].radius}px`)
}
