package org.countersign.bench;

import java.time.Instant;
import java.util.List;
import org.aopalliance.intercept.MethodInterceptor;
import org.countersign.records.RecordKeeper;
import org.countersign.records.Sheet;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.RootClassFilter;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;

/** Leaves rendering, signing and sealing out while it is off, so that what comes before can be measured alone. */
@Configuration(proxyBeanMethods = false)
class PapersSwitch {

    static volatile boolean on = true;

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor papersSwitchAdvisor() {
        MethodInterceptor blank = call -> on ? call.proceed() : switch (call.getMethod().getName()) {
            case "freeze" -> new Sheet((String) call.getArguments()[0], 1, Instant.EPOCH, "0".repeat(64), 0);
            case "signaturesOf" -> List.of();
            case "sign", "keep" -> null;
            case "pdf" -> new byte[0];
            default -> call.proceed();
        };
        DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(new StaticMethodMatcherPointcut() {
            {
                setClassFilter(new RootClassFilter(RecordKeeper.class));
            }

            @Override
            public boolean matches(java.lang.reflect.Method method, Class<?> owner) {
                return true;
            }
        }, blank);
        advisor.setOrder(0);
        return advisor;
    }
}
