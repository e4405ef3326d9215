import { contextBridge, ipcRenderer } from 'electron'
import { coreGone, corePort, portWanted, type PortHandover } from '#shared/contract/window-channel'
import { createBridge } from './create-bridge'

const { bridge, connect, disconnect } = createBridge()

ipcRenderer.on(corePort, (event, handover: PortHandover) => {
  const [port] = event.ports
  if (port) connect(port, handover.restarts)
})
ipcRenderer.on(coreGone, disconnect)
ipcRenderer.send(portWanted)

contextBridge.exposeInMainWorld('zhanqun', bridge)
