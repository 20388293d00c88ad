package org.countersign.web.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import org.countersign.engine.TasklistRoutes;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.session.SessionFixationProtectionStrategy;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Three fronts for one user model: the Tasklist under {@code /camunda} (everything closed but what it needs), programs with HTTP Basic
 * under {@code /api} (no session, no token), and our own pages (session, token, strict headers).
 */
@Configuration
@EnableConfigurationProperties(AdministratorSettings.class)
class SecurityFilterChains {

    private static final PathPatternRequestMatcher.Builder PATH = PathPatternRequestMatcher.withDefaults();

    private static final RequestMatcher CAMUNDA = new OrRequestMatcher(PATH.matcher("/camunda"), PATH.matcher("/camunda/**"));
    private static final RequestMatcher API = PATH.matcher("/api/**");
    private static final RequestMatcher BASIC = request -> {
        String authorization = request.getHeader("Authorization");
        return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith("basic ");
    };

    /** Leftovers of the webapp's packaging that the file handler would serve beside the guarded addresses. */
    private static final RequestMatcher PACKAGED = new OrRequestMatcher(PATH.matcher("/webjars/camunda/**"), PATH.matcher("/plugin/**"),
            PATH.matcher("/camunda-welcome/**"));

    /** The webapp's own sign-out, which would leave our session alive: here it ends both. */
    private static final RequestMatcher TASKLIST_SIGN_OUT = new AndRequestMatcher(
            PATH.matcher(HttpMethod.POST, "/camunda/api/admin/auth/user/default/logout"),
            request -> {
                HttpSession session = request.getSession(false);
                Object token = session == null ? null : session.getAttribute("CAMUNDA_CSRF_TOKEN");
                return token != null && token.equals(request.getHeader("X-XSRF-TOKEN"));
            });

    private final WantedPage wanted = new WantedPage(new OrRequestMatcher(new NegatedRequestMatcher(new OrRequestMatcher(API, CAMUNDA)),
            PATH.matcher(HttpMethod.GET, "/camunda/app/tasklist/default/")));
    private final Admission admission;
    private final SignIn signIn;
    private final Clock clock;

    SecurityFilterChains(Admission admission, SignIn signIn, Clock clock) {
        this.admission = admission;
        this.signIn = signIn;
        this.clock = clock;
    }

    @Bean
    AuthenticationManager authenticationManager() {
        return new ProviderManager(signIn);
    }

    /** No honest field holds a NUL, and PostgreSQL takes none: the caller's mistake, not an error of ours. */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedParameterValues(value -> value.indexOf('\0') < 0);
        return firewall;
    }

    @Bean
    @Order(1)
    SecurityFilterChain tasklist(HttpSecurity http) throws Exception {
        return http.securityMatcher(CAMUNDA)
                // The webapp brings its own token for every change.
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(cache -> cache.requestCache(wanted))
                .headers(headers -> headers
                        .cacheControl(cache -> cache.disable())
                        .addHeaderWriter(SecurityFilterChains::keepNothingOfAnybody)
                        .frameOptions(FrameOptionsConfig::sameOrigin)
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN)))
                .logout(logout -> logout.logoutRequestMatcher(TASKLIST_SIGN_OUT)
                        .logoutSuccessHandler((request, response, person) -> response.setStatus(HttpServletResponse.SC_OK)))
                .exceptionHandling(trouble -> trouble
                        .authenticationEntryPoint(signInOrSayNo())
                        .accessDeniedHandler((request, response, e) -> response.sendError(HttpServletResponse.SC_FORBIDDEN)))
                .addFilterBefore(new StillAdmitted(admission), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests
                        .dispatcherTypeMatchers(DispatcherType.ERROR).permitAll()
                        .requestMatchers(TasklistRoutes::allows).access(holders("staff"))
                        .anyRequest().denyAll())
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain programs(HttpSecurity http) throws Exception {
        return strict(http).securityMatcher(new AndRequestMatcher(API, BASIC))
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .logout(AbstractHttpConfigurer::disable)
                .httpBasic(basic -> basic.authenticationEntryPoint(this::refuseProgram))
                .exceptionHandling(trouble -> trouble
                        .authenticationEntryPoint(this::refuseProgram)
                        .accessDeniedHandler(this::forbidden))
                .addFilterBefore(new StillAdmitted(admission), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests
                        .dispatcherTypeMatchers(DispatcherType.ERROR).permitAll()
                        .requestMatchers(OpenAddresses.ALL).permitAll()
                        .anyRequest().authenticated())
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain pages(HttpSecurity http) throws Exception {
        return strict(http)
                .csrf(csrf -> csrf.csrfTokenRepository(new ForgeryTokens()).ignoringRequestMatchers(OpenAddresses.VERIFY_BY_PROGRAM))
                .requestCache(cache -> cache.requestCache(wanted))
                .sessionManagement(session -> session.sessionAuthenticationStrategy(freshSession()))
                .formLogin(form -> form.loginPage("/login")
                        .successHandler(this::welcome)
                        .failureHandler(this::refuse))
                .logout(logout -> logout.logoutRequestMatcher(PATH.matcher(HttpMethod.POST, "/logout"))
                        .logoutSuccessUrl("/login?out"))
                .exceptionHandling(trouble -> trouble
                        .authenticationEntryPoint(signInOrSayNo())
                        .accessDeniedHandler(this::forbidden))
                .addFilterBefore(new StillAdmitted(admission), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests
                        .dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR, DispatcherType.ASYNC).permitAll()
                        .requestMatchers(PACKAGED).denyAll()
                        .requestMatchers(OpenAddresses.ALL).permitAll()
                        .requestMatchers(PATH.matcher("/people"), PATH.matcher("/people/**"), PATH.matcher("/operations"),
                                PATH.matcher("/operations/**"), PATH.matcher("/actuator/**")).access(holders("administrators"))
                        .anyRequest().authenticated())
                .build();
    }

    private static HttpSecurity strict(HttpSecurity http) throws Exception {
        return http.headers(headers -> headers
                .contentSecurityPolicy(policy -> policy.policyDirectives(StrictHeaders.CONTENT_SECURITY_POLICY))
                .frameOptions(FrameOptionsConfig::sameOrigin)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(policy -> policy.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()"))
                .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN)));
    }

    /** A new, empty session at every sign-in: neither its id nor anything somebody put into the old one lives on. */
    private static SessionFixationProtectionStrategy freshSession() {
        SessionFixationProtectionStrategy strategy = new SessionFixationProtectionStrategy();
        strategy.setMigrateSessionAttributes(false);
        return strategy;
    }

    /** Asks the directory, not the session: a role taken away is gone at once. */
    private AuthorizationManager<RequestAuthorizationContext> holders(String role) {
        return (person, context) -> new AuthorizationDecision(
                person.get() != null && person.get().isAuthenticated() && admission.has(person.get().getName(), role));
    }

    /** The webapp lets browsers keep what they have read about tasks, as long as they ask again. */
    private static void keepNothingOfAnybody(HttpServletRequest request, HttpServletResponse response) {
        if (!TasklistRoutes.isFace(request)) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }

    private static AuthenticationEntryPoint signInOrSayNo() {
        LoginUrlAuthenticationEntryPoint page = new LoginUrlAuthenticationEntryPoint("/login");
        return (request, response, e) -> {
            String path = request.getRequestURI().substring(request.getContextPath().length());
            if (path.startsWith("/api/") || path.startsWith("/camunda/api/")) {
                if (path.startsWith("/api/") && request.getHeader("Sec-Fetch-Mode") == null) {
                    response.setHeader("WWW-Authenticate", "Basic realm=\"Countersign\", charset=\"UTF-8\"");
                }
                ShortAnswer.write(response, HttpStatus.UNAUTHORIZED.value(), "Please sign in.");
            } else {
                page.commence(request, response, e);
            }
        };
    }

    private void welcome(HttpServletRequest request, HttpServletResponse response, Authentication person)
            throws IOException {
        request.getSession().setAttribute(StillAdmitted.SIGNED_IN_AT, clock.instant());
        response.sendRedirect(request.getContextPath() + wanted.taken(request, response));
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException, ServletException {
        request.setAttribute(SignInPage.REFUSAL, e);
        request.getRequestDispatcher("/login/refused").forward(request, response);
    }

    private void refuseProgram(HttpServletRequest request, HttpServletResponse response, AuthenticationException e) throws IOException {
        if (e instanceof RefusedForNow refused) {
            response.setHeader("Retry-After", String.valueOf(refused.waiting().toSeconds()));
            ShortAnswer.write(response, HttpStatus.TOO_MANY_REQUESTS.value(),
                    "Too many attempts. Please try again in " + refused.waiting().toSeconds() + " seconds.");
            return;
        }
        response.setHeader("WWW-Authenticate", "Basic realm=\"Countersign\", charset=\"UTF-8\"");
        ShortAnswer.write(response, HttpStatus.UNAUTHORIZED.value(), "User name or password is not right.");
    }

    private void forbidden(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException, ServletException {
        boolean forProgram = API.matches(request);
        if (e instanceof CsrfException && PATH.matcher(HttpMethod.POST, "/login").matches(request)) {
            response.sendRedirect(request.getContextPath() + "/login?again");
        } else if (forProgram) {
            ShortAnswer.write(response, HttpStatus.FORBIDDEN.value(), e instanceof CsrfException
                    ? "The token is missing or out of date." : "That is not for you.");
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }
}
