/** DEPARTMENT_STATE_TAX: what the settings of a department begin with. */
export function settingPrefix(folder: string): string {
  return `DEPARTMENT_${folder.replaceAll('-', '_').toUpperCase()}`;
}

/** APP_KEY → appKey. */
export function settingKey(upperSnake: string): string {
  return upperSnake.toLowerCase().replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The inverse: state-tax, appKey → DEPARTMENT_STATE_TAX_APP_KEY. */
export function settingName(folder: string, key: string): string {
  return `${settingPrefix(folder)}_${key.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
