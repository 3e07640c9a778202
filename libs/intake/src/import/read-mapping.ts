import { Problems, parseAt, YamlSource, type Catalogue } from '@app/catalogue';
import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { ImportError } from './import-error.js';
import { mappingSchema, type Mapping } from './mapping.schema.js';

type Path = (string | number)[];

/**
 * Reads a mapping file and checks it against its schema and the catalogue (agencies, units, services).
 * Throws `ConfigError` that names file, line and field of every problem, `ImportError` for a missing file.
 */
export function readMapping(path: string, catalogue: Catalogue): Mapping {
  if (!existsSync(path)) throw new ImportError(`there is no mapping ${path}; mappings are in config/imports`);
  const problems = new Problems();
  const source = YamlSource.read(dirname(path), basename(path));
  for (const { line, message } of source.syntaxErrors)
    problems.push(source.file, line, `not valid YAML: ${message}`);
  problems.throwIfAny();
  const [placed] = parseAt(source, [], mappingSchema, source.value, problems);
  problems.throwIfAny();
  const mapping = placed!.entry;
  for (const [field, message] of strangers(mapping, catalogue))
    problems.add(source, field, mapping.id, field.join('.'), message);
  problems.throwIfAny();
  return mapping;
}

/** Ids in the mapping that the catalogue does not have. */
function strangers(mapping: Mapping, catalogue: Catalogue): [Path, string][] {
  const { organisation, unit, fields } = mapping;
  if (!catalogue.organisation(organisation))
    return [[['organisation'], `"${organisation}" is not an organisation of config/organisations`]];
  const found: [Path, string][] = [];
  if (unit !== undefined && catalogue.unit(unit)?.organisation !== organisation)
    found.push([['unit'], `"${unit}" is not a unit of ${organisation}`]);
  const { values = {}, default: otherwise } = fields.service;
  const named: [Path, string | undefined][] = [
    ...Object.entries(values).map(([word, id]): [Path, string] => [
      ['fields', 'service', 'values', word],
      id,
    ]),
    [['fields', 'service', 'default'], otherwise],
  ];
  for (const [path, id] of named)
    if (id !== undefined && catalogue.service(id)?.organisation !== organisation)
      found.push([path, `"${id}" is not a service of ${organisation}`]);
  return found;
}
