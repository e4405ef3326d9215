import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import './styles/tokens.css'
import './element'
import './styles/base.css'
import './theme'
import { i18n } from './i18n'
import { watchChanges } from './query'
import { createPages } from './router'
import { listenForKeys } from './shortcuts'

watchChanges()
listenForKeys()
createApp(App).use(createPinia()).use(i18n).use(createPages()).mount('#app')
