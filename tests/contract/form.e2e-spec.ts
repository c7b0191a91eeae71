import { Clock, newId } from '@yiwang/domain'
import { Vault } from '@yiwang/persistence'
import { MongoStore, StationFile } from '@yiwang/persistence/stores'
import { FORM } from '../../libs/persistence/src/house-form'
import { dataKey, folder } from './rows'

const newer = new RegExp(`is kept in form ${FORM + 1} by a newer version, and this one knows form ${FORM}`)

describe('what a newer version left', () => {
  it('in a folder is neither opened nor read; what an earlier one left is noted as of today', async () => {
    const directory = folder()
    const open = (readOnly = false) => new StationFile(directory, { readOnly })
    const formOf = (file: StationFile) => file.get<{ user_version: number }>('PRAGMA user_version')?.user_version
    const noted = async (form: number) => {
      const file = open()
      file.define(`PRAGMA user_version = ${form}`)
      await file.close()
    }
    await noted(0)
    const today = open()
    expect(formOf(today)).toBe(FORM)
    await today.close()
    await noted(FORM + 1)
    for (const readOnly of [false, true]) expect(() => open(readOnly)).toThrow(newer)
    // Nothing holds the folder for whoever may.
    expect(() => open()).toThrow(newer)
  })
})

const uri = process.env.TEST_MONGODB_URI
if (uri)
  describe('what a newer version left in a database', () => {
    const address = new URL(uri)
    address.pathname = `/form-${newId().toLowerCase()}`
    const open = (readOnly = false) => MongoStore.open({ uri: address.href }, new Vault(dataKey), new Clock(), { readOnly })

    it('is neither opened nor read; versions of one form run side by side, and a new form waits until none runs', async () => {
      const store = await open()
      const house = store.db.collection<{ _id: string; form: number }>('house')
      const atRest = jest.fn(async () => undefined)
      await store.setup({ atRest })
      expect(await house.findOne({ _id: 'form' })).toEqual({ _id: 'form', form: FORM })
      const beside = await open()
      await beside.setup({ atRest })
      await beside.check()
      expect(atRest).not.toHaveBeenCalled()

      await house.updateOne({ _id: 'form' }, { $set: { form: FORM - 0.5 } })
      await store.setup({ atRest })
      expect(atRest).toHaveBeenCalledTimes(1)
      expect(await house.findOne({ _id: 'form' })).toEqual({ _id: 'form', form: FORM })

      await house.updateOne({ _id: 'form' }, { $set: { form: FORM + 1 } })
      for (const readOnly of [false, true]) await expect(open(readOnly)).rejects.toThrow(newer)
      await store.db.dropDatabase()
      await Promise.all([store.close(), beside.close()])
    })
  })
