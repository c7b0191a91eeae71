import { QRCodeSVG } from '@rc-component/qrcode'

/** Black on white whatever the theme, with the quiet edge that cameras look for. The style sheet says how large. Loaded only where a slip is shown. */
export default function Qr({ text }: { text: string }) {
  return <QRCodeSVG value={text} level="M" marginSize={4} aria-hidden="true" />
}
