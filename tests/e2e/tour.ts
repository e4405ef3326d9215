import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { writeDemoAttachments } from '#platform/demo/files/attachments'
import { Line } from '#tests/e2e/harness/line'
import { PlatformProcess, freePorts } from '#tests/e2e/harness/platform-process'
import { Workplace } from '#tests/e2e/harness/workplace'
import { modules, type ModuleName } from '#tests/e2e/harness/pages/shell-page'

/**
 * The main job of the console from sign-in to a signed log, told line by line: what `npm start` does where there is no
 * display. Leaves a picture of every module and the signed log in out/tour/, or with ZHANQUN_SCREENSHOTS=folder only the
 * pictures there.
 */

const tour = path.resolve('out/tour')
const pictures = path.resolve(process.env['ZHANQUN_SCREENSHOTS'] ?? tour)
const isWholeTour = pictures === tour
const inspected = [
  ...['ggzyj', 'wsb', 'daj', 'jdj', 'wwj', 'gdj', 'qxj', 'lscbj', 'tjj', 'zscqj', 'nyj', 'gxs'].map(
    (name) => `${name}.lanchuan.gov.example`,
  ),
  ...['mzt', 'jyt', 'fgw', 'gxt', 'czt', 'rst'].map((name) => `${name}.lanchuan.gov.example`),
]
const begun = performance.now()

const tell = (text: string) => {
  const seconds = ((performance.now() - begun) / 1000).toFixed(0).padStart(4)
  process.stdout.write(`${seconds} s  ${text}\n`)
}

async function main(): Promise<void> {
  if (isWholeTour) rmSync(tour, { recursive: true, force: true })
  mkdirSync(pictures, { recursive: true })
  const folder = mkdtempSync(path.join(os.tmpdir(), 'zhanqun-tour-'))
  const { address, stop } = await platform(folder)
  const line = await Line.to(address)
  try {
    const place = await Workplace.of('linzhiyuan', { platform: line.address, data: path.join(folder, 'workstation') })
    await play(place, line, folder).finally(() => place.remove())
  } finally {
    await line.close()
    await stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A platform of the tour's own, unless npm start was pointed at another one. */
async function platform(folder: string): Promise<{ address: string; stop(): Promise<void> }> {
  const { ZHANQUN_PLATFORM: given } = process.env
  if (given) return { address: given, stop: () => Promise.resolve() }
  const [port = 0, pagesPort = 0] = await freePorts(2)
  const data = path.resolve('out/tour-platform')
  rmSync(data, { recursive: true, force: true })
  const started = await PlatformProcess.start({ port, pagesPort, data, tell })
  const stop = async () => {
    await started.stop()
    rmSync(data, { recursive: true, force: true })
  }
  tell(`the platform answers at http://127.0.0.1:${port}; everything happens in ${folder}`)
  return { address: `http://127.0.0.1:${port}`, stop }
}

async function play(place: Workplace, line: Line, folder: string): Promise<void> {
  tell('林知远 is signed in; 970 sites, their columns, articles and reviews are on the workstation')
  await place.shell.goTo('overview')
  await picture(place, 'overview')
  await sites(place)
  await columns(place)
  await review(place)
  await inspection(place)
  await check(place, folder)
  await offline(place, line)
  await disposal(place)
  await signOff(place)
}

async function sites(place: Workplace): Promise<void> {
  const { sites, shell } = place
  await shell.goTo('sites')
  tell('sub-sites: the archives office gets another keeper, and a temporary offline period is asked for')
  await sites.open('岚川省档案局')
  await sites.edit('分管领导', '顾望舒')
  await sites.requestOffline('机房搬迁，停机三天')
  await sites.tab('登记信息')
  await sites.list.showAll()
  await picture(place, 'sites')
}

async function columns(place: Workplace): Promise<void> {
  const { columns, shell } = place
  await shell.goTo('columns')
  tell('columns: twelve get another owner in one batch, with preview and result, and it is undone')
  await columns.list.search('通知公告')
  await columns.list.choose(12)
  await columns.previewOwner('顾望舒')
  await aside(place, 'columns-preview-light')
  await columns.run(12)
  await columns.undo(12)
  await columns.finish()
  await place.shell.untilSent()
  await picture(place, 'columns')
  await columns.clearSelection()
}

async function review(place: Workplace): Promise<void> {
  const { review, shell } = place
  await shell.goTo('review')
  tell('review: one article is approved, one returned with a reason')
  await review.queue('初审')
  tell(`  approved: ${await review.openApprovable()}`)
  await review.approve()
  tell(`  returned: ${await review.openApprovable()}`)
  await review.sendBack('表述不规范，请按规范用语修改')
  await review.openApprovable()
  await review.nextStop()
  await picture(place, 'review')
}

async function inspection(place: Workplace): Promise<void> {
  const { inspection, shell } = place
  await shell.goTo('inspection')
  tell(`daily inspection: the plan runs over ${inspected.length} sites and their real pages`)
  await inspection.run(inspected)
  await aside(place, 'inspection-run-light')
  await inspection.tab('问题')
  await inspection.findings.openFirst()
  await picture(place, 'inspection')
  await inspection.open('我为政府网站找错')
  tell('  one finding becomes a rectification order, one is a false alarm, the others are confirmed')
  await inspection.order()
  await inspection.open('打不开')
  await inspection.dismiss('人工打开正常，属网络波动')
  await inspection.confirmOpen()
  await inspection.submit('已巡查省直部门网站，问题均已处置。')
  tell('  the day is handed in for signature')
}

async function check(place: Workplace, folder: string): Promise<void> {
  const { check, shell, console } = place
  await shell.goTo('check')
  const files = await writeDemoAttachments(path.join(folder, 'attachments'))
  tell(`classified-content check: three articles and ${files.length} files`)
  await check.someArticles('通知', 3)
  await console.pick(files)
  await check.files(files.length)
  await aside(place, 'check-results-light')
}

/** Whoever checks may not clear what was found: a second pair of eyes does. */
async function disposal(place: Workplace): Promise<void> {
  const { check, shell } = place
  tell('the final reviewer takes over the workstation: the mark in an attachment is real, another hit is a false alarm')
  await place.handOver('luchengyi')
  await shell.goTo('check')
  await check.hits.openFirst()
  await picture(place, 'check')
  await check.openHit('机密★')
  await check.dispose('确认', '属实，退回删除')
  await check.openHit('秘密★')
  await check.dispose('误报', '普通行文，不是标志')
  await shell.untilSent()
}

async function offline(place: Workplace, line: Line): Promise<void> {
  const { shell, sites, columns, sync } = place
  line.cut()
  await shell.untilOffline()
  tell('the line to the platform is cut: work goes on, and waits to be sent')
  await shell.goTo('sites')
  await sites.open('岚川省水利厅')
  await sites.edit('分管领导', '顾望舒')
  await shell.goTo('columns')
  await columns.list.search('政策解读')
  await columns.list.choose(6)
  await columns.changeOwner(6, '顾望舒')
  await shell.goTo('sync')
  await sync.waiting(7)
  await picture(place, 'sync')
  line.mend()
  await sync.now()
  await shell.untilSent()
  tell('the line is there again: everything is sent, nothing is in 待处理')
}

async function signOff(place: Workplace): Promise<void> {
  const { shell, console } = place
  tell('the signer takes over the workstation and signs the day with the SM2 key')
  await place.handOver('weizhengguo')
  await shell.goTo('inspection')
  await place.inspection.sign()
  await shell.untilSent()
  await aside(place, 'inspection-signed-light')
  if (!isWholeTour) return
  for (const format of ['JSON', 'PDF'] as const) {
    const file = path.join(tour, `daily-log.${format.toLowerCase()}`)
    await console.saveAs(file)
    await place.inspection.exportAs(format)
    tell(`  ${path.relative(process.cwd(), file)}`)
  }
}

/** A module as it stands, light and dark. */
async function picture(place: Workplace, name: ModuleName): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await place.shell.theme(theme)
    await still(place, `${name}-${theme}`)
  }
  await place.shell.theme('light')
}

const still = (place: Workplace, name: string) => place.console.picture(path.join(pictures, `${name}.png`))

/** A picture of a step on the way, for the whole tour only. */
async function aside(place: Workplace, name: string): Promise<void> {
  if (isWholeTour) await still(place, name)
}

await main().then(
  () => tell(`done: pictures of ${Object.keys(modules).length} modules in ${path.relative(process.cwd(), pictures)}/`),
  (error: unknown) => {
    process.stderr.write(
      `the tour stopped: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    )
    process.exitCode = 1
  },
)
