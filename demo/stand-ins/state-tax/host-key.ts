import ssh2 from 'ssh2';

/** A key pair of a host's own. One in some hundreds that ssh2 1.17 writes it cannot read itself: then another is made. */
export function createHostKey(): string {
  for (;;) {
    const { private: key } = ssh2.utils.generateKeyPairSync('ed25519');
    if (!(ssh2.utils.parseKey(key) instanceof Error)) return key;
  }
}
