import { Catalogue, type OrganisationEntry, type ServiceEntry } from '@app/catalogue';
import { SETTINGS, type Settings } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';

/** The agencies and services offered to the public; the made-up agency only on a demonstration desk. */
@Injectable()
export class PublicOffer {
  constructor(
    private readonly catalogue: Catalogue,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** A demonstration puts its own agency first. */
  organisations(): OrganisationEntry[] {
    const all = this.catalogue.organisations();
    const real = all.filter(({ demonstration }) => !demonstration);
    return this.settings.demo ? [...all.filter(({ demonstration }) => demonstration), ...real] : real;
  }

  /** The services that take reports on the web. */
  onWeb(): ServiceEntry[] {
    return this.services().filter(({ channels }) => channels.includes('WEB'));
  }

  services(): ServiceEntry[] {
    const ids = this.organisations().map(({ id }) => id);
    return this.catalogue.services().filter(({ organisation }) => ids.includes(organisation));
  }
}
