/** `10wd`, `2w`, `1m`: days, weeks or months; an extension is never in hours. */
export const LENGTH_FORM = /^[1-9]\d{0,2}(wd|d|w|m)$/;
