import { describe, expect, it } from 'vitest'
import { aColumn, aPage, detailsOf, findingsOf, homeUrl } from '../gathered'

const row = (id: number, day: string, state: string) =>
  `<tr><td><a href="/mail/${id}.html">关于道路的第${id}个问题</a></td><td>${state}</td><td>${day}</td></tr>`
const list = (...rows: readonly string[]) =>
  aPage(
    'column',
    `${homeUrl}mail/`,
    `<meta name="ColumnName" content="县长信箱"><main><table>${rows.join('')}</table></main>`,
  )

describe('V5', () => {
  it('vetoes a message without an answer for over three months', () => {
    const columns = [
      list(row(1, '2026-08-01', '未回复'), row(2, '2026-11-20', '办理中'), row(3, '2026-07-01', '已办结')),
    ]
    expect(findingsOf('V5', { columns })).toMatchObject([
      {
        severity: 'veto',
        url: `${homeUrl}mail/1.html`,
        detail: '留言“关于道路的第1个问题”自 2026-08-01 起超过 92 天未答复',
      },
    ])
  })

  it('is silent at exactly the limit, and over what is older than a year', () => {
    expect(
      findingsOf('V5', { columns: [list(row(1, '2026-08-23', '待回复'), row(2, '2024-08-01', '未答复'))] }),
    ).toEqual([])
  })

  it('does not take the words of a title for the state of a message', () => {
    const columns = [
      list('<tr><td><a href="/m/1.html">投诉信件至今未答复</a></td><td>已办结</td><td>2026-08-01</td></tr>'),
    ]
    expect(findingsOf('V5', { columns })).toEqual([])
  })

  it('judges columns of messages only', () => {
    expect(findingsOf('V5', { columns: [aColumn('项目审批进度 办理中', ['2026-08-01'])] })).toEqual([])
  })

  it('reads the page of a message where no list shows its state', () => {
    const page = (answer: string) =>
      aPage(
        'other',
        `${homeUrl}mail/7.html`,
        `<title>路灯不亮</title><main><p>留言时间：2026-07-15</p><p>${answer}</p></main>`,
      )
    expect(findingsOf('V5', { extras: { messages: [page('暂无回复')] } })).toHaveLength(1)
    expect(
      findingsOf('V5', { extras: { messages: [page('答复时间：2026-07-20 答复内容：已修复，此前未处理的一并修复')] } }),
    ).toEqual([])
    expect(findingsOf('V5', { extras: { messages: [page('正文')] } })).toEqual([])
  })
})

describe('D15', () => {
  it('hints once at all that wait longer than five working days, the veto ones left out', () => {
    const columns = [
      list(
        row(1, '2026-11-13', '未回复'),
        row(2, '2026-11-12', '待办理'),
        row(3, '2026-11-17', '办理中'),
        row(4, '2026-05-01', '未回复'),
      ),
    ]
    expect(detailsOf('D15', { columns })).toEqual([
      '2 条留言超过 5 个工作日未答复，最早的为 2026-11-12“关于道路的第2个问题”',
    ])
  })

  it('is silent while five working days have not passed', () => {
    expect(detailsOf('D15', { columns: [list(row(1, '2026-11-16', '未回复'))] })).toEqual([])
  })
})

describe('D14', () => {
  const message = (text: string) => ({
    extras: { messages: [aPage('other', `${homeUrl}m.html`, `<main>${text}</main>`)] },
  })
  const whole = '<p>留言时间：2026-07-15</p><p>答复单位：县住建局</p><p>答复时间：2026-07-20</p><p>答复内容：已修复</p>'

  it('is silent over a message with every field, and over pages that are none', () => {
    expect(detailsOf('D14', message(whole))).toEqual([])
    expect(detailsOf('D14', message('<p>关于写信须知的说明</p>'))).toEqual([])
  })

  it('names the fields that an answered message lacks', () => {
    expect(
      detailsOf('D14', message(whole.replace('<p>答复单位：县住建局</p>', '').replace('留言时间：2026-07-15', ''))),
    ).toEqual(['公开的留言缺少留言时间、答复单位'])
  })

  it('does not ask a message that waits for the fields of an answer', () => {
    expect(detailsOf('D14', message('<p>留言时间：2026-07-15</p><p>受理单位：住建局</p><p>状态：办理中</p>'))).toEqual(
      [],
    )
  })

  it('asks columns of published messages for something new within two months', () => {
    expect(detailsOf('D14', { columns: [aColumn('留言公开', ['2026-09-22'])] })).toEqual([])
    expect(detailsOf('D14', { columns: [aColumn('咨询选登', ['2026-09-21'], { type: '互动交流' })] })).toEqual([
      '栏目“咨询选登”应在 62 天内更新，最近一条为 2026-09-21',
    ])
  })
})
