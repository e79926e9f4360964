/** Names of images: repository, tag, digest, and which of them are known. */

/** The parts of an image's name. */
export interface ImageName {
  /** Without the registry of Docker's official images: `python`, `nvidia/cuda`. */
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** Takes a name apart. */
export function imageName(image: string): ImageName {
  const [named = '', digest] = image.split('@');
  const [, repository = named, tag] = /^(.*?)(?::([^:/]+))?$/.exec(named) ?? [];
  const official =
    /^(?:docker\.io\/|index\.docker\.io\/|public\.ecr\.aws\/docker\/|mirror\.gcr\.io\/)?(?:library\/)?([a-z0-9_.-]+)$/;
  return {
    repository: official.exec(repository)?.[1] ?? repository.replace(/^docker\.io\//, ''),
    tag,
    digest,
  };
}

/** Official images that projects build on. */
const OFFICIAL =
  /^(?:python|pypy|debian|ubuntu|alpine|fedora|centos|rockylinux|almalinux|amazonlinux|oraclelinux|buildpack-deps|busybox|bash|node|golang|rust|openjdk|eclipse-temurin|maven|gradle|ruby|php|perl|gcc|swift|julia|r-base|docker|nginx|httpd|caddy|traefik|haproxy|postgres|mysql|mariadb|mongo|redis|memcached|rabbitmq)$/;

/** Whether an image comes from a registry. One with a name of its own may be built on the machine that uses it. */
export const isFromRegistry = (image: string): boolean =>
  image.includes('/') || OFFICIAL.test(imageName(image).repository);

/** Images that are known to start as root, with no environment of their own. */
export const isPlain = (image: string | undefined): boolean =>
  image !== undefined &&
  /^(?:python|pypy|debian|ubuntu|alpine|fedora|centos|rockylinux|almalinux|amazonlinux|buildpack-deps|nvidia\/cuda)$/.test(
    imageName(image).repository,
  );

/** Whether it is an official image of Python. */
export const isOfficialPython = (image: string | undefined): boolean =>
  image !== undefined && /^(?:python|pypy)$/.test(imageName(image).repository);

/** The Python of an official image, as in `3.9`; undefined if its tag names none. */
export function pythonOfImage(image: string): string | undefined {
  const { repository, tag = '' } = imageName(image);
  return repository === 'python' ? /^(\d+\.\d+)(?:[.-]|$)/.exec(tag)?.[1] : undefined;
}
