import type { TSchema } from '@sinclair/typebox'
import { TypeCompiler } from '@sinclair/typebox/compiler'
import { Value } from '@sinclair/typebox/value'
import type { FastifyRouteSchemaDef } from 'fastify/types/schema'
import { AppError } from '#shared/contract/app-error'

type Checked = { value: unknown } | { error: Error }

/** What a value must be, and where it is not: at most five places, without the values themselves. */
export function faultsOf(schema: TSchema, value: unknown): { path: string; message: string }[] {
  return [...Value.Errors(schema, value)].slice(0, 5).map(({ path, message }) => ({ path: path || '/', message }))
}

/** Bodies are taken as they are; query and path are text, so their numbers are read and defaults filled in. */
export function compileValidator({ schema, httpPart }: FastifyRouteSchemaDef<TSchema>): (value: unknown) => Checked {
  const compiled = TypeCompiler.Compile(schema)
  const isText = httpPart !== 'body'
  return (given) => {
    const value = isText ? Value.Default(schema, Value.Convert(schema, structuredClone(given))) : given
    if (compiled.Check(value)) return { value }
    const faults = faultsOf(schema, value)
    return { error: new AppError('invalid', '请求内容不符合接口约定，请升级客户端或核对参数', { faults }) }
  }
}
