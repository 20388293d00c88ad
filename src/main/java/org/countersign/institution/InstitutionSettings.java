package org.countersign.institution;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which institution this is.
 *
 * @param pack name of a pack that comes with the application, or the path of a YAML file
 */
@ConfigurationProperties("countersign.institution")
record InstitutionSettings(@DefaultValue("jesus-college") String pack) {}
