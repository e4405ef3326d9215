import { describe, expect, it } from 'vitest'
import { outcomeOf, resultRows, type CheckedSubject } from '#renderer/views/check/results/grouped-results.ts'

const subject = (name: string, severities: readonly string[], unreadable: string | null = null) =>
  ({ subject: { name }, hits: severities.map((severity) => ({ severity })), unreadable }) as CheckedSubject

describe('what a checked subject comes to', () => {
  it('is never clean where something could not be read', () => {
    expect(outcomeOf(subject('a', [], '文件已加密'))).toBe('unreadable')
    expect(outcomeOf(subject('a', ['hint'], '有一部分未能读取'))).toBe('unreadable')
    expect(outcomeOf(subject('a', []))).toBe('clean')
  })

  it('is blocking before everything else', () => {
    expect(outcomeOf(subject('a', ['review', 'block'], '有一部分未能读取'))).toBe('block')
  })

  it('lists what needs a person first', () => {
    const rows = resultRows([
      subject('净', []),
      subject('读', [], '损坏'),
      subject('复', ['review']),
      subject('阻', ['block']),
    ])
    expect(rows.map((row) => row.subject.name)).toEqual(['阻', '读', '复', '净'])
  })
})
