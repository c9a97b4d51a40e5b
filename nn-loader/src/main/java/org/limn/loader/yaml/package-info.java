/**
 * YAML texts that people write by hand, read without surprises: {@link org.limn.loader.yaml.Yaml} gives maps, lists and texts,
 * never objects, and every complaint names file and line.
 */
@org.jspecify.annotations.NullMarked
package org.limn.loader.yaml;
