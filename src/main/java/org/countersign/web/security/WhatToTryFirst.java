package org.countersign.web.security;

import org.countersign.engine.Accounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The last lines of the log at start: where to go, and in the demonstration what to do there. */
@Component
class WhatToTryFirst {

    private static final Logger log = LoggerFactory.getLogger(WhatToTryFirst.class);

    private final Accounts accounts;
    private final Environment environment;

    WhatToTryFirst(Accounts accounts, Environment environment) {
        this.accounts = accounts;
        this.environment = environment;
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void ready(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof ServletWebServerApplicationContext web && web.getWebServer() != null) {
            String host = environment.getProperty("server.address", "localhost");
            String address = "http://" + ("127.0.0.1".equals(host) ? "localhost" : host) + ":" + web.getWebServer().getPort() + "/";
            accounts.demoPassword().ifPresentOrElse(password -> log.info("""
                    Countersign is ready.

                      Open        {}
                      Sign in as  ada.applegarth, password {} (everybody invented for the demonstration has it)
                      Try first   Start "Messaging group", fill in the form and sign. Then sign in as clementine.crabtree and approve it,
                                  as desmond.dovecote and authorise it. As ada.applegarth, find the sealed record under My requests.
                      And then    As greta.gooseberry, the Data Protection Officer, open Breaches: cases at every stage, one of them late.
                                  As horatio.hazelnut, agree or not that the regulator is not told of one of them.
                    """, address, password), () -> log.info("Countersign is ready: {}", address));
        }
    }
}
