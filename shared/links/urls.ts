/** Builds the product's own URLs from the configured host, never from a request's Host header. */
export function urls(publicUrl: string) {
  return {
    confirm: (token: string) => `${publicUrl}/confirm/${token}`,
    unsubscribe: (token: string) => `${publicUrl}/unsubscribe/${token}`,
    receipt: (token: string) => `${publicUrl}/receipt/${token}`,
    preferences: (token: string) => `${publicUrl}/preferences/${token}`,
    askForMyData: (locale?: string) => `${publicUrl}/my-data${locale ? `?locale=${locale}` : ''}`,
    myData: (token: string) => `${publicUrl}/my-data/${token}`,
    export: (token: string) => `${publicUrl}/export/${token}`,
    exportSchema: () => `${publicUrl}/schemas/export-1.json`,
    form: (form: string, locale?: string) => `${publicUrl}/forms/${form}${locale ? `?locale=${locale}` : ''}`,
    thanks: (form: string, locale?: string) =>
      `${publicUrl}/forms/${form}/thanks${locale ? `?locale=${locale}` : ''}`,
  }
}
