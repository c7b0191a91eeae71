export { available, type Balance, type Book, balanceOf, bookOf, type Chart, emptyBook, enter, expired, type Limits } from './book'
export { capture, type Entry, entryKinds, hold, type Posting, post, reversal, transfer, voiding, type Wanted } from './entry'
