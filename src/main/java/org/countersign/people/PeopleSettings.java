package org.countersign.people;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the directory.
 *
 * @param file the people's file, imported at each start; without it the directory stays as it was last imported
 */
@ConfigurationProperties("countersign.people")
record PeopleSettings(@Nullable Path file) {}
