/** How what people type and paste is tidied and looked at, the same at the page and at the door (docs/decisions). */
export { changesDirection, dropDirections, dropInvisible, dropZeroWidth, sinceGbk } from './characters'
export { digitsOf, normalCode, normalIdentityNumber, normalTicketNumber } from './code'
export { type Fault, faultText, faultWords } from './fault'
export { formsOfName, isSameName, nameFault, normalName } from './name'
export { formsOfPhone, isPhoneAreaCode, mainNumber, normalPhone, type Phones, readPhone } from './phone'
