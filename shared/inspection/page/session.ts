const sessionInPath = /;(?:jsessionid|sid|phpsessid)=[^/?#;]*/gi
const sessionNames = /^(jsessionid|phpsessid|aspsessionid\w*|sessionid|session_id|sid|cfid|cftoken)$/i
const sessionHint = /session|sess|sid=|cfid|cftoken/i

/** The address without the name of one visit, which makes a new address of the same page each time. */
export function withoutSession(url: URL): URL {
  if (!sessionHint.test(url.href)) return url
  url.pathname = url.pathname.replace(sessionInPath, '')
  const sessions = [...url.searchParams.keys()].filter((name) => sessionNames.test(name))
  for (const name of sessions) url.searchParams.delete(name)
  return url
}
