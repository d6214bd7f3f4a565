//! t
use accede::{store::*, read::seed};
fn main(){ let p=std::path::Path::new("/tmp/t.db"); let _=std::fs::remove_file(p);
 let t=std::time::Instant::now();
 Store::create(p,&seed::facts(),seed::COMPILED_BY,seed::COMPILED_AT).unwrap_or_else(|e|panic!("{e}")); eprintln!("create {:?}",t.elapsed());
 let t=std::time::Instant::now();
 let mut s=Store::open(p,Access::Write).unwrap(); println!("{:?}",s.rebuild().map_err(|e|e.to_string())); eprintln!("rebuild {:?}",t.elapsed());
}
