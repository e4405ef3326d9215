// The page talks to core and to nobody else, so whatever slips into it reaches nobody either.
const directives = [
  "default-src 'none'",
  "script-src 'self'",
  // Widgets place their pop-ups with style attributes.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "frame-src 'none'",
  "worker-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
]

export const contentSecurityPolicy = directives.join('; ')
