package org.countersign.notices;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Lets the postman make his rounds. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class NoticesSchedule {}
