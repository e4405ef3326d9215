const files = /\.(docx?|xlsx?|pptx?|wps|et|ofd|pdf|rtf|zip|rar|7z)$/i

/** True for an address that names a file to download, not a page. */
export const isFileAddress = (url: string): boolean => files.test(new URL(url).pathname)

/** True where a web page came from such an address. */
export const isPageForFile = (url: string, contentType: string | undefined): boolean =>
  /text\/html/i.test(contentType ?? '') && isFileAddress(url)
