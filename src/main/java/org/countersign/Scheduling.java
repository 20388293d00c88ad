package org.countersign;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Lets modules do work that repeats. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class Scheduling {}
