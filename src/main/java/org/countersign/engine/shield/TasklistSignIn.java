package org.countersign.engine.shield;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.rest.security.auth.ProcessEngineAuthenticationFilter;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Opens the Tasklist for whoever has signed in at our own page. */
@Configuration
class TasklistSignIn {

    /** After Spring Security, before the webapp's own filters. */
    private static final int AFTER_SPRING_SECURITY = 201;

    @Bean
    FilterRegistrationBean<ContainerBasedAuthenticationFilter> tasklistSignInFilter() {
        var registration = new FilterRegistrationBean<>(new ContainerBasedAuthenticationFilter());
        registration.setInitParameters(Map.of(ProcessEngineAuthenticationFilter.AUTHENTICATION_PROVIDER_PARAM, SignedInPerson.class.getName()));
        registration.setUrlPatterns(List.of("/camunda/app/*", "/camunda/api/*"));
        registration.setOrder(AFTER_SPRING_SECURITY);
        return registration;
    }

    @Bean
    FilterRegistrationBean<WebappCalls> webappCallsFilter() {
        var registration = new FilterRegistrationBean<>(new WebappCalls());
        registration.setUrlPatterns(List.of("/camunda/api/*"));
        registration.setOrder(AFTER_SPRING_SECURITY + 1);
        return registration;
    }
}
