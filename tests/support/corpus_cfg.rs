//! The build script: tests on real files of depositaries are compiled where `ACCEDE_CORPUS` names their folder. The files
//! are not ours to hand on.

fn main() {
    println!("cargo::rustc-check-cfg=cfg(accede_corpus)");
    println!("cargo::rerun-if-env-changed=ACCEDE_CORPUS");
    if std::env::var_os("ACCEDE_CORPUS").is_some() {
        println!("cargo::rustc-cfg=accede_corpus");
    }
}
