import { settingName } from './setting-names.ts';

/** A department's own program to which events of measures are sent, and the key by which it knows them to be ours. */
export interface WebhookSettings {
  readonly url: string;
  readonly secret: string;
}

const leastSecret = 16;

/** A webhook says nothing about how the department is connected, and is taken out of its settings. */
export function takeWebhooks(
  departments: Readonly<Record<string, Record<string, string>>>,
  faults: string[],
): Record<string, WebhookSettings> {
  const webhooks: Record<string, WebhookSettings> = {};
  for (const [folder, own] of Object.entries(departments)) {
    const { webhookUrl: url, webhookSecret: secret } = own;
    delete own['webhookUrl'];
    delete own['webhookSecret'];
    if (url === undefined && secret === undefined) continue;
    if (url === undefined || !/^https?:\/\//.test(url) || !URL.canParse(url))
      faults.push(`${settingName(folder, 'webhookUrl')}: is no http or https address`);
    else if (secret === undefined || secret.length < leastSecret)
      faults.push(`${settingName(folder, 'webhookSecret')}: has fewer than ${leastSecret} characters`);
    else webhooks[folder] = { url, secret };
  }
  return webhooks;
}
