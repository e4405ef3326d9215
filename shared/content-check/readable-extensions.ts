/**
 * Extensions, without dot, of the formats that are read. Kept apart from the extractors, which are too heavy for those
 * who only want to know what to hand over; a test holds the two together.
 */
export const readableExtensions: readonly string[] =
  '7z bmp bz2 csv doc docm docx dot dotm dotx dps dpt eml epub et ett fodp fods fodt gif gz htm html ini jpeg jpg json jsonl log md mht mhtml msg odg odp ods odt ofd otp ots ott pdf png potx pps ppsx ppt pptm pptx rar rtf shtml svg tar tgz tif tiff tsv txt vsdx webp wps wpt xhtml xls xlsb xlsm xlsx xlt xltm xltx xml xz yaml yml zip'.split(
    ' ',
  )
