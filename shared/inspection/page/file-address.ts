const files = /\.(docx?|xlsx?|pptx?|wps|et|ofd|pdf|rtf|zip|rar|7z)$/i

/** True for an address that names a file to download, not a page. */
export const isFileAddress = (url: string): boolean => files.test(new URL(url).pathname)
