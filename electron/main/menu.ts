import { Menu, type MenuItemConstructorOptions } from 'electron'

const edit: MenuItemConstructorOptions[] = [
  { role: 'undo', label: '撤销' },
  { role: 'redo', label: '重做' },
  { type: 'separator' },
  { role: 'cut', label: '剪切' },
  { role: 'copy', label: '复制' },
  { role: 'paste', label: '粘贴' },
  { role: 'selectAll', label: '全选' },
]

const view: MenuItemConstructorOptions[] = [
  { role: 'zoomIn', label: '放大', accelerator: 'CommandOrControl+=' },
  { role: 'zoomOut', label: '缩小' },
  { role: 'resetZoom', label: '实际大小' },
  { type: 'separator' },
  { role: 'togglefullscreen', label: '全屏' },
  { role: 'toggleDevTools', label: '开发者工具' },
]

/** The menu behind Alt: it mostly carries the system's own shortcuts. */
export function showMenu(openWindow: () => void): void {
  const app: MenuItemConstructorOptions[] = [
    { label: '新建窗口', accelerator: 'CommandOrControl+Shift+N', click: () => openWindow() },
    { role: 'close', label: '关闭窗口' },
    { role: 'quit', label: '退出' },
  ]
  const menus: MenuItemConstructorOptions[] = [
    { label: '站群管理台', submenu: app },
    { label: '编辑', submenu: edit },
    { label: '视图', submenu: view },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(menus))
}
